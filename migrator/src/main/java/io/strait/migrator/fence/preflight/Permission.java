package io.strait.migrator.fence.preflight;

import io.strait.migrator.fence.acl.FenceFinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A right that the cutover credential needs.
 *
 * @param operation what it must be allowed to do
 * @param type on what kind of resource
 * @param name on which one
 * @param why what fails without it
 */
record Permission(AclOperation operation, ResourceType type, String name, String why) {

  FenceFinding missing(String cluster, String principal) {
    return finding(cluster, principal, FenceFinding.Severity.BLOCKING);
  }

  FenceFinding advised(String cluster, String principal) {
    return finding(cluster, principal, FenceFinding.Severity.WARNING);
  }

  private FenceFinding finding(String cluster, String principal, FenceFinding.Severity severity) {
    String right = operation + " on " + type + " '" + name + "'";
    return new FenceFinding(
        severity,
        "PERMISSION_MISSING",
        cluster + ": " + right,
        principal + " lacks " + right + " of cluster '" + cluster + "': " + why,
        "grant it: ALLOW " + right + " for " + principal);
  }
}
