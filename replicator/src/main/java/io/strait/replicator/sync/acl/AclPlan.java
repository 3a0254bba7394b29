package io.strait.replicator.sync.acl;

import io.strait.replicator.sync.TwinPlan;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A comparison of ACLs, with what it takes to apply it.
 *
 * @param shown what operators see
 * @param bindings by resource: what the differences are about
 * @param settled by resource: what is to be written down anew, because an apply was interrupted, or
 *     because both sides have it no more
 */
record AclPlan(
    TwinPlan shown, Map<String, AclBinding> bindings, Map<String, Optional<String>> settled) {
  AclPlan {
    bindings = Map.copyOf(bindings);
    settled = Map.copyOf(settled);
  }
}
