package io.strait.replicator.sync.quota;

import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.TwinPlan;
import java.util.Map;
import java.util.Optional;

/**
 * A comparison of quotas, with what it takes to apply it.
 *
 * @param shown what operators see
 * @param changes what each difference would set; empty removes
 * @param settled what is to be written down anew
 */
record QuotaPlan(
    TwinPlan shown, Map<Difference, Change> changes, Map<String, Optional<String>> settled) {
  QuotaPlan {
    changes = Map.copyOf(changes);
    settled = Map.copyOf(settled);
  }

  /** One value to set. */
  record Change(QuotaKey key, Optional<Double> value) {}
}
