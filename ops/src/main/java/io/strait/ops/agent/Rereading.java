package io.strait.ops.agent;

import io.strait.replicator.cluster.Cluster;
import io.strait.validator.agent.LocalSide;
import io.strait.validator.agent.LogSide;
import io.strait.validator.agent.SideFacts;
import io.strait.validator.certificate.Certificate;
import io.strait.validator.certificate.CertificateCheck;
import io.strait.validator.certificate.CertifiedLog;
import io.strait.validator.certificate.CertifiedPartition;
import io.strait.validator.certificate.PartitionStanding;
import io.strait.validator.log.Pace;
import io.strait.validator.log.ReadingConsumer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** Reads what a certificate says of one cluster again, from that cluster alone. */
public final class Rereading {
  private static final Duration STALL = Duration.ofSeconds(30);

  private final Certificate certificate;
  private final boolean source;
  private final Cluster cluster;
  private final Clock clock;

  /**
   * Reads nothing yet.
   *
   * @param source whether the cluster is the certificate's source; else its target
   * @param cluster stays open
   */
  public Rereading(Certificate certificate, boolean source, Cluster cluster, Clock clock) {
    this.certificate = certificate;
    this.source = source;
    this.cluster = cluster;
    this.clock = clock;
  }

  /**
   * What became of it.
   *
   * @param standings of all certified partitions
   * @param notes what else is to be said, as sentences
   */
  public record Result(List<PartitionStanding> standings, List<String> notes) {}

  /**
   * Reads and compares.
   *
   * @throws io.strait.replicator.cluster.ClusterException if the cluster cannot be asked for topics
   */
  public Result read() {
    SideFacts facts = facts();
    Set<String> notes = new TreeSet<>();
    List<PartitionStanding> standings = new ArrayList<>();
    try (ReadingConsumer consumer =
        new ReadingConsumer(
            cluster, STALL, clock, () -> false, (records, bytes) -> {}, Pace.FREE)) {
      for (CertifiedPartition one : certificate.partitions()) {
        standings.add(standing(one, facts.topic(topic(one)), consumer, notes));
      }
    }
    return new Result(standings, List.copyOf(notes));
  }

  private PartitionStanding standing(
      CertifiedPartition one,
      Optional<SideFacts.Topic> topic,
      ReadingConsumer consumer,
      Set<String> notes) {
    if (topic.isEmpty() || topic.get().partitions() <= one.partition()) {
      return CertificateCheck.unread(
          one, source, "there is no such partition of '" + topic(one) + "' on this cluster now");
    }
    CertifiedLog log = source ? one.source() : one.target();
    if (!log.topicId().equals(topic.get().id())) {
      notes.add(
          "topic '"
              + topic(one)
              + "' was created again since: its id is "
              + topic.get().id()
              + " and was "
              + log.topicId());
    }
    TopicPartition partition = new TopicPartition(topic(one), one.partition());
    return new CertificateCheck(one, source, consumer.log(partition), topic.get().compacted())
        .run();
  }

  private String topic(CertifiedPartition one) {
    return source ? one.topic().source() : one.topic().target();
  }

  private SideFacts facts() {
    List<String> names = certificate.partitions().stream().map(this::topic).distinct().toList();
    try (LogSide side = new LocalSide(cluster, STALL, clock, Pace.FREE, () -> false)) {
      return side.facts(names);
    }
  }
}
