package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.RegistryState;
import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.registry.SubjectName;
import io.strait.replicator.sync.Drift;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a comparison looks at.
 *
 * @param source as read
 * @param target as read
 * @param applied what was applied last, by resource
 * @param naming what subjects are called on the target
 * @param policy which schemas, and how
 * @param drift what to do about what somebody else changed
 * @param separate whether the target keeps contexts apart, with ids of their own
 */
record SchemaView(
    RegistryState source,
    RegistryState target,
    Map<String, String> applied,
    SubjectNaming naming,
    SchemaPolicy policy,
    Drift drift,
    boolean separate) {

  Optional<AppliedSchema> applied(SchemaKey source) {
    return Optional.ofNullable(applied.get(AppliedSchema.resource(source)))
        .flatMap(AppliedSchema::of);
  }

  boolean selects(String subject) {
    return policy.subjects().selects(subject);
  }

  /** Which ids of the target a subject's share one numbering with. */
  String idSpace(String targetSubject) {
    return separate ? SubjectName.of(targetSubject).context() : "";
  }

  /** A version of the target that has this id in the numbering of a subject, if any has. */
  Optional<SchemaVersion> holder(String targetSubject, int id) {
    String space = idSpace(targetSubject);
    return target.versions().values().stream()
        .filter(one -> one.id() == id && idSpace(one.key().subject()).equals(space))
        .findFirst();
  }
}
