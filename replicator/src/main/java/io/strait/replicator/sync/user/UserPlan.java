package io.strait.replicator.sync.user;

import io.strait.replicator.sync.TwinPlan;
import java.util.Map;
import java.util.Optional;

/**
 * A comparison of SCRAM users, with what it takes to apply it.
 *
 * @param shown what operators see
 * @param changes by resource: which credential, and the iterations that it is to have; empty
 *     removes it
 * @param settled by resource: what is to be written down anew
 */
record UserPlan(
    TwinPlan shown, Map<String, Change> changes, Map<String, Optional<String>> settled) {
  UserPlan {
    changes = Map.copyOf(changes);
    settled = Map.copyOf(settled);
  }

  /** One credential to make, to make anew, or to remove. */
  record Change(ScramKey key, Optional<Integer> iterations) {}
}
