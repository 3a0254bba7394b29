package io.strait.ops.config;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.acl.AclPolicy;
import io.strait.replicator.sync.group.GroupPolicy;
import io.strait.replicator.sync.quota.QuotaPolicy;
import io.strait.replicator.sync.schema.SchemaPolicy;
import io.strait.replicator.sync.topic.TopicPolicy;
import io.strait.replicator.sync.user.UserPolicy;
import java.time.Duration;
import java.util.Set;

/**
 * What besides records a link's target is to have of its source.
 *
 * @param keep what the daemon closes by itself; everything else is only compared when asked for
 * @param drift what to do about what somebody else changed on the target
 * @param every how often the daemon compares all but groups
 * @param topics how mirror topics are made and kept
 * @param acls which ACLs, and when
 * @param quotas which quotas
 * @param users which SCRAM users
 * @param groups whose positions, and how often
 * @param schemas which schemas, and how
 */
public record TwinSettings(
    Set<Aspect> keep,
    Drift drift,
    Duration every,
    TopicPolicy topics,
    AclPolicy acls,
    QuotaPolicy quotas,
    UserPolicy users,
    GroupPolicy groups,
    SchemaPolicy schemas) {
  /** Keeps a copy. */
  public TwinSettings {
    keep = Set.copyOf(keep);
  }

  /** What holds for a link about which the configuration says nothing. */
  public static TwinSettings defaults() {
    return new TwinSettings(
        Set.of(Aspect.TOPICS),
        Drift.REPORT,
        Duration.ofSeconds(30),
        TopicPolicy.defaults(),
        AclPolicy.defaults(),
        QuotaPolicy.defaults(),
        UserPolicy.defaults(),
        GroupPolicy.defaults(),
        SchemaPolicy.defaults());
  }

  /** The same with other aspects that the daemon closes by itself. */
  public TwinSettings keeping(Set<Aspect> kept) {
    return new TwinSettings(kept, drift, every, topics, acls, quotas, users, groups, schemas);
  }

  /** How often the daemon compares one aspect. */
  public Duration every(Aspect aspect) {
    return aspect == Aspect.GROUPS ? groups.every() : every;
  }
}
