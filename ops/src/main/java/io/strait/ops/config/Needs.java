package io.strait.ops.config;

import io.strait.migrator.plan.Wave;
import io.strait.replicator.engine.CopyPolicy;
import io.strait.replicator.engine.OffsetRule;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What a credential must be allowed on one cluster.
 *
 * @param cluster on the cluster itself
 * @param topics by topic that must exist
 * @param mirrors by topic that Strait creates when it is not there
 * @param groups consumer groups whose positions are read and written
 * @param markers links that would fill offsets without data by markers if they were allowed to
 */
record Needs(
    Set<AclOperation> cluster,
    Map<String, Set<AclOperation>> topics,
    Map<String, Set<AclOperation>> mirrors,
    Set<String> groups,
    Set<String> markers) {
  private static final Set<AclOperation> READING =
      EnumSet.of(AclOperation.READ, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
  private static final Set<AclOperation> WRITING =
      EnumSet.of(
          AclOperation.READ,
          AclOperation.WRITE,
          AclOperation.DESCRIBE,
          AclOperation.DESCRIBE_CONFIGS);

  /** On every target of a link. */
  private static final List<String> OWN_TOPICS = List.of("strait.links", "strait.flow");

  /** On a link's target, with the link's name behind. */
  private static final List<String> OWN_TOPICS_OF_LINKS =
      List.of("strait.offsets.", "strait.gaps.", "strait.dlq.", "strait.twin.");

  /** A link reads its source and writes its target; a wave may turn it round. */
  static Needs ofCopying(StraitConfig config, ClusterAlias alias) {
    Map<String, Set<AclOperation>> topics = new TreeMap<>();
    Map<String, Set<AclOperation>> mirrors = new TreeMap<>();
    Set<AclOperation> cluster = EnumSet.noneOf(AclOperation.class);
    Set<String> markers = new TreeSet<>();
    for (Link link : config.links()) {
      boolean moves =
          config.waves().stream().anyMatch(wave -> wave.link().name().equals(link.name()));
      if (link.source().equals(alias)) {
        link.topics().forEach(topic -> topics.put(topic.source(), moves ? WRITING : READING));
      }
      if (link.target().equals(alias)) {
        link.topics().stream()
            .map(TopicMapping::target)
            .forEach(topic -> mirrors.put(topic, WRITING));
      }
      if (link.target().equals(alias) || moves && link.source().equals(alias)) {
        OWN_TOPICS.forEach(topic -> mirrors.put(topic, WRITING));
        OWN_TOPICS_OF_LINKS.forEach(prefix -> mirrors.put(prefix + link.name(), WRITING));
        if (config.audit().links().contains(link.name())) {
          mirrors.put("strait.audit." + link.name(), WRITING);
        }
        if (fills(config.settings(link.name()).policy())) {
          markers.add(link.name().value());
        }
      }
    }
    return new Needs(cluster, topics, mirrors, Set.of(), markers);
  }

  /** What a daemon keeps of a twin by itself it reads on both clusters and writes on the target. */
  static Needs ofTwin(StraitConfig config, ClusterAlias alias) {
    Set<AclOperation> cluster = EnumSet.noneOf(AclOperation.class);
    for (Link link : config.links()) {
      Set<Aspect> keep = config.settings(link.name()).twin().keep();
      boolean security = keep.contains(Aspect.ACLS) || keep.contains(Aspect.USERS);
      boolean target = link.target().equals(alias);
      if (security && (target || link.source().equals(alias))) {
        cluster.add(AclOperation.DESCRIBE);
      }
      if (security && target) {
        cluster.add(AclOperation.ALTER);
      }
      if (keep.contains(Aspect.QUOTAS) && (target || link.source().equals(alias))) {
        cluster.add(AclOperation.DESCRIBE_CONFIGS);
      }
      if (keep.contains(Aspect.QUOTAS) && target) {
        cluster.add(AclOperation.ALTER_CONFIGS);
      }
    }
    return new Needs(cluster, Map.of(), Map.of(), Set.of(), Set.of());
  }

  private static boolean fills(CopyPolicy policy) {
    return policy.offsets() == OffsetRule.AUTO || policy.offsets() == OffsetRule.FILLED;
  }

  /** A wave fences and moves groups on both of its clusters. */
  static Needs ofCutover(StraitConfig config, ClusterAlias alias) {
    Set<String> groups = new TreeSet<>();
    Map<String, Set<AclOperation>> mirrors = new TreeMap<>();
    Set<AclOperation> cluster = EnumSet.noneOf(AclOperation.class);
    for (Wave wave : config.waves()) {
      Link link = wave.link();
      if (link.source().equals(alias) || link.target().equals(alias)) {
        cluster.addAll(EnumSet.of(AclOperation.ALTER, AclOperation.DESCRIBE));
        groups.addAll(wave.groups());
        mirrors.put("strait.journal", WRITING);
        mirrors.put("strait.routes", WRITING);
        mirrors.put("strait.acks", WRITING);
      }
      if (link.target().equals(alias)) {
        mirrors.put("strait.commands", WRITING);
      }
    }
    return new Needs(cluster, Map.of(), mirrors, groups, Set.of());
  }
}
