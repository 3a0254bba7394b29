package io.strait.ops.verify;

import io.strait.ops.config.VerifySettings.Offsets;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.engine.LinkTranslations;
import io.strait.replicator.engine.LinkTranslations.Sight;
import io.strait.replicator.offsets.PairedLogs;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.FindingCode;
import io.strait.validator.contract.Obstacle;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.log.Subject;
import io.strait.validator.log.Subjects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What is claimed about offsets. The link's own notes on the target are claims like any other: the
 * scan checks that each record stands where they say.
 *
 * @param byTopic what is claimed about each topic
 * @param obstacles topics that cannot be judged, and why
 * @param notes which claims were made, and why
 */
record OffsetClaims(
    Map<TopicMapping, OffsetClaim> byTopic,
    Map<TopicMapping, Obstacle> obstacles,
    List<String> notes) {

  static OffsetClaims of(
      Link link,
      Cluster source,
      Cluster target,
      List<TopicMapping> topics,
      Offsets declared,
      LinkTranslations translations) {
    try {
      return followed(link, source, target, topics, declared, translations);
    } catch (ClusterException unread) {
      return unread(link, topics, unread);
    }
  }

  /**
   * The same for whoever asks again soon: a cluster that does not answer for a moment claims
   * nothing.
   *
   * @throws ClusterException if asking again may help
   */
  static OffsetClaims followed(
      Link link,
      Cluster source,
      Cluster target,
      List<TopicMapping> topics,
      Offsets declared,
      LinkTranslations translations) {
    try {
      return read(link, source, target, topics, declared, translations);
    } catch (ClusterException unread) {
      if (unread.kind() == FaultKind.RETRIABLE) {
        throw unread;
      }
      return unread(link, topics, unread);
    }
  }

  private static OffsetClaims read(
      Link link,
      Cluster source,
      Cluster target,
      List<TopicMapping> topics,
      Offsets declared,
      LinkTranslations translations) {
    if (declared == Offsets.EQUAL) {
      return all(topics, OffsetClaim.EQUAL, "offsets are claimed to be equal, as configured");
    }
    if (declared == Offsets.ORDER) {
      return all(topics, OffsetClaim.IN_ORDER, "only the order is claimed, as configured");
    }
    List<Subject> subjects =
        Subjects.of(source, target, topics).found().stream().filter(Subject::isOnBoth).toList();
    Map<TopicPartition, TopicPartition> pairs = new HashMap<>();
    subjects.forEach(one -> pairs.put(one.sourcePartition(), one.targetPartition()));
    Optional<Map<String, Uuid>> known = translations.sourceTopics();
    if (known.isEmpty()) {
      return declared == Offsets.AUTO ? foreign(link, topics) : mapless(link, topics);
    }
    Sight sight = translations.look(pairs);
    return noted(link, source, subjects, sight, known.get());
  }

  private static OffsetClaims unread(
      Link link, List<TopicMapping> topics, ClusterException unread) {
    return all(
        topics,
        OffsetClaim.EQUAL,
        "offsets are claimed to be equal, for the notes of link '"
            + link.name()
            + "' could not be read ("
            + unread.getMessage()
            + "); grant READ on 'strait.' topics there, or say 'verify: {offsets: ...}'");
  }

  OffsetClaim of(TopicMapping topic) {
    return byTopic.getOrDefault(topic, OffsetClaim.EQUAL);
  }

  Optional<Obstacle> obstacle(TopicMapping topic) {
    return Optional.ofNullable(obstacles.get(topic));
  }

  private static OffsetClaims foreign(Link link, List<TopicMapping> topics) {
    return all(
        topics,
        OffsetClaim.IN_ORDER,
        "only the order is claimed: link '"
            + link.name()
            + "' has never run to this target, so somebody else made the copy");
  }

  private static OffsetClaims mapless(Link link, List<TopicMapping> topics) {
    Map<TopicMapping, Obstacle> obstacles = new HashMap<>();
    Obstacle none =
        Obstacle.unverifiable(
            "'verify.offsets' is mapped, but link '"
                + link.name()
                + "' has never run to this target and has no offset maps; use auto or order");
    topics.forEach(topic -> obstacles.put(topic, none));
    return new OffsetClaims(Map.of(), obstacles, List.of());
  }

  private static OffsetClaims noted(
      Link link, Cluster source, List<Subject> subjects, Sight sight, Map<String, Uuid> known) {
    Map<TopicMapping, Map<Integer, OffsetClaim>> claims = new HashMap<>();
    Map<TopicMapping, Obstacle> obstacles = new HashMap<>();
    int mapped = 0;
    for (Subject subject : subjects) {
      TopicPartition partition = subject.sourcePartition();
      PairedLogs logs = sight.logs().get(partition);
      if (logs == null) {
        String why = String.valueOf(sight.problems().get(partition));
        obstacles.put(subject.topic(), obstacle(source, partition.topic(), known, why));
        continue;
      }
      OffsetClaim claim = MapClaim.of(logs);
      mapped += claim.equals(OffsetClaim.EQUAL) ? 0 : 1;
      claims
          .computeIfAbsent(subject.topic(), topic -> new HashMap<>())
          .put(subject.partition(), claim);
    }
    Map<TopicMapping, OffsetClaim> byTopic = new HashMap<>();
    claims.forEach(
        (topic, each) -> byTopic.put(topic, new OffsetClaim.ByPartition(each, OffsetClaim.EQUAL)));
    return new OffsetClaims(
        byTopic,
        obstacles,
        List.of(
            "offsets are claimed as link '"
                + link.name()
                + "' has noted them: equal in "
                + (sight.logs().size() - mapped)
                + " partitions, mapped in "
                + mapped));
  }

  /** A source topic that was created again has other records under the same offsets. */
  private static Obstacle obstacle(
      Cluster source, String topic, Map<String, Uuid> known, String why) {
    Uuid then = known.getOrDefault(topic, Uuid.ZERO_UUID);
    Uuid now =
        source
            .await(
                "describing topic '" + topic + "'",
                source.admin().describeTopics(List.of(topic)).topicNameValues().get(topic))
            .topicId();
    boolean again =
        !then.equals(Uuid.ZERO_UUID) && !now.equals(Uuid.ZERO_UUID) && !then.equals(now);
    return again ? new Obstacle(FindingCode.RESET_SOURCE, why) : Obstacle.unverifiable(why);
  }

  private static OffsetClaims all(List<TopicMapping> topics, OffsetClaim claim, String note) {
    Map<TopicMapping, OffsetClaim> byTopic = new HashMap<>();
    topics.forEach(topic -> byTopic.put(topic, claim));
    return new OffsetClaims(byTopic, Map.of(), new ArrayList<>(List.of(note)));
  }
}
