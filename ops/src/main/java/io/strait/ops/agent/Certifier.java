package io.strait.ops.agent;

import io.strait.migrator.journal.JournalCodec;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.agent.LocalSide;
import io.strait.validator.agent.LogSide;
import io.strait.validator.agent.SideFacts;
import io.strait.validator.certificate.Acceptance;
import io.strait.validator.certificate.Certificate;
import io.strait.validator.certificate.CertificateException;
import io.strait.validator.certificate.CertifiedPartition;
import io.strait.validator.certificate.Issuance;
import io.strait.validator.certificate.Sizing;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Contract.Placement;
import io.strait.validator.contract.Expectation;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.keyed.Cleaners;
import io.strait.validator.log.Pace;
import io.strait.validator.log.ReadingConsumer;
import io.strait.validator.records.LinkScan;
import io.strait.validator.records.ScanReport;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Proves a link's copy in full, at a wave's frontier or at the end that the source has now, and
 * certifies what it proved. One certificate each; the clusters stay open.
 */
public final class Certifier {
  private final Link link;
  private final Cluster source;
  private final Cluster target;
  private final List<TopicMapping> topics;
  private final ScanOptions options;
  private final Clock clock;

  /**
   * Connects to nothing yet.
   *
   * @param topics what the link mirrors now
   * @param contracts what the copies are declared to be
   */
  public Certifier(
      Link link,
      Cluster source,
      Cluster target,
      List<TopicMapping> topics,
      Function<TopicMapping, Contract> contracts,
      Clock clock) {
    this.link = link;
    this.source = source;
    this.target = target;
    this.topics = List.copyOf(topics);
    this.options = ScanOptions.defaults().withContracts(topic -> plain(contracts.apply(topic)));
    this.clock = clock;
  }

  /** What is declared; one that changes nothing is the plain one, whatever it is made of. */
  public static Contract plain(Contract contract) {
    return contract.expectation().isIdentity() ? contract.with(Expectation.SAME) : contract;
  }

  /**
   * What was certified, or why nothing was.
   *
   * @param report of the proof
   * @param refusal why no certificate is issued
   * @param certificate what is certified
   */
  public record Result(
      ScanReport report, Optional<String> refusal, Optional<Certificate> certificate) {}

  /**
   * Proves and certifies.
   *
   * @param product what the certificate names as its maker
   * @param wave the sealed frontier and its evidence; empty: up to where the source is now
   * @param subject what the certificate says it is about
   * @param acceptances findings that somebody takes upon himself
   * @param by who that is
   * @throws CertificateException if the logs change while they are digested
   * @throws io.strait.replicator.cluster.ClusterException if a cluster does not answer
   */
  public Result issue(
      String product,
      String subject,
      Optional<WaveEvidence> wave,
      List<Acceptance> acceptances,
      String by) {
    refuseSpread();
    LinkScan scan = new LinkScan(source, target, topics, options, clock);
    SideFacts from = facts(source, TopicMapping::source);
    SideFacts to = facts(target, TopicMapping::target);
    Map<TopicPartition, OffsetRange> ranges = ranges(scan, from, wave);
    ScanReport report = scan.run(ranges);
    Issuance issuance = new Issuance(report, acceptances, by, options.seed());
    Optional<String> refusal = issuance.refusal().or(() -> unjudged(report, ranges.keySet()));
    if (refusal.isPresent()) {
      return new Result(report, refusal, Optional.empty());
    }
    List<OffsetRange> demanded =
        report.partitions().stream().map(one -> ranges.get(partition(one))).toList();
    List<CertifiedPartition> partitions = partitions(issuance, report, demanded, from, to);
    refuseAnother(from, facts(source, TopicMapping::source));
    refuseAnother(to, facts(target, TopicMapping::target));
    Certificate certificate =
        new Certificate(
            product,
            subject,
            link.name().value(),
            new Certificate.Side(link.source().value(), from.clusterId()),
            new Certificate.Side(link.target().value(), to.clusterId()),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            until(),
            partitions,
            issuance.accepted(),
            issuance.uncovered(demanded, partitions),
            wave.map(WaveEvidence::fence).orElseGet(JournalCodec::data),
            wave.map(WaveEvidence::journal).orElseGet(JournalCodec::data));
    return new Result(report, Optional.empty(), Optional.of(certificate));
  }

  private List<CertifiedPartition> partitions(
      Issuance issuance,
      ScanReport report,
      List<OffsetRange> demanded,
      SideFacts from,
      SideFacts to) {
    List<CertifiedPartition> partitions = new ArrayList<>();
    Sizing sizing = Sizing.of(report.partitions().size());
    try (ReadingConsumer here = consumer(source);
        ReadingConsumer there = consumer(target)) {
      for (int i = 0; i < report.partitions().size(); i++) {
        PartitionReport one = report.partitions().get(i);
        TopicMapping topic = one.topic();
        SideFacts.Topic known = from.topic(topic.source()).orElseThrow();
        SideFacts.Topic copy = to.topic(topic.target()).orElseThrow();
        partitions.add(
            issuance.certified(
                one,
                options.contracts().apply(topic).at(one.partition()),
                new Cleaners(known.compacted(), copy.compacted()),
                sizing,
                new Issuance.TopicIds(known.id(), copy.id()),
                demanded.get(i).to(),
                here.log(partition(one)),
                there.log(new TopicPartition(topic.target(), one.partition()))));
      }
    }
    return partitions;
  }

  /** Partitions that are spread anew by key have no counterparts, so there are no pairs. */
  private void refuseSpread() {
    List<String> spread =
        topics.stream()
            .filter(one -> options.contracts().apply(one).placement() == Placement.BY_KEY)
            .map(TopicMapping::source)
            .toList();
    if (!spread.isEmpty()) {
      throw CertificateException.refused(
          "topics "
              + spread
              + " are declared to be spread anew by key ('verify: {partitions: by-key}'), and a"
              + " certificate is about partitions that have a counterpart; give them a link of their"
              + " own without a certificate, and keep the report of 'strait verify --json' for them");
    }
  }

  /** A partition that the proof left out would go unnoticed. */
  private static Optional<String> unjudged(ScanReport report, Set<TopicPartition> asked) {
    Set<TopicPartition> left = new HashSet<>(asked);
    report.partitions().forEach(one -> left.remove(partition(one)));
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of("the proof says nothing about " + left + "; was it deleted meanwhile?");
  }

  /** Logs only grow: what was proved is what was digested, unless it became another log. */
  private static void refuseAnother(SideFacts before, SideFacts after) {
    if (!before.clusterId().equals(after.clusterId()) || !ids(before).equals(ids(after))) {
      throw CertificateException.unsettled(
          "topics were created or deleted on cluster "
              + after.clusterId()
              + " while they were proved: "
              + ids(before)
              + ", then "
              + ids(after)
              + "; issue again");
    }
  }

  private static Map<String, String> ids(SideFacts facts) {
    Map<String, String> ids = new TreeMap<>();
    facts.topics().forEach(topic -> ids.put(topic.name(), topic.id()));
    return ids;
  }

  /** Every partition of every topic, or nothing: one that is left out would go unnoticed. */
  private Map<TopicPartition, OffsetRange> ranges(
      LinkScan scan, SideFacts from, Optional<WaveEvidence> wave) {
    Map<TopicPartition, OffsetRange> both = scan.ranges();
    Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
    for (TopicMapping topic : topics) {
      int partitions = from.topic(topic.source()).map(SideFacts.Topic::partitions).orElse(0);
      for (int p = 0; p < Math.max(1, partitions); p++) {
        TopicPartition partition = new TopicPartition(topic.source(), p);
        OffsetRange range = both.get(partition);
        if (range == null) {
          throw CertificateException.refused(
              partition + " is not on both clusters; a certificate covers whole topics");
        }
        ranges.put(partition, wave.map(known -> upTo(known, partition, range)).orElse(range));
      }
    }
    wave.ifPresent(known -> refuseLess(known, ranges.keySet()));
    return ranges;
  }

  /** All that was sealed must be proved. */
  private static void refuseLess(WaveEvidence wave, Set<TopicPartition> asked) {
    Set<TopicPartition> left = new HashSet<>(wave.frontier().ends().keySet());
    left.removeAll(asked);
    if (!left.isEmpty()) {
      throw CertificateException.refused(
          "the journal's frontier has "
              + left
              + ", which the link does not mirror now; issue with the configuration of the switch,"
              + " while the source still has its topics");
    }
  }

  private static OffsetRange upTo(WaveEvidence wave, TopicPartition partition, OffsetRange range) {
    Long end = wave.frontier().ends().get(partition);
    if (end == null) {
      throw CertificateException.refused(
          "the journal's frontier has no " + partition + "; it was not part of the wave then");
    }
    return new OffsetRange(Math.min(range.from(), end), end);
  }

  private Optional<Instant> until() {
    Optional<Long> source = Retention.least(this.source, topics, TopicMapping::source);
    Optional<Long> target = Retention.least(this.target, topics, TopicMapping::target);
    return source
        .map(least -> target.map(other -> Math.min(least, other)).orElse(least))
        .or(() -> target)
        .map(least -> clock.instant().truncatedTo(ChronoUnit.MILLIS).plusMillis(least));
  }

  private SideFacts facts(Cluster cluster, Function<TopicMapping, String> name) {
    List<String> names = topics.stream().map(name).toList();
    try (LogSide side = new LocalSide(cluster, options.stall(), clock, Pace.FREE, () -> false)) {
      return side.facts(names);
    }
  }

  private ReadingConsumer consumer(Cluster cluster) {
    return new ReadingConsumer(
        cluster, options.stall(), clock, () -> false, (records, bytes) -> {}, Pace.FREE);
  }

  private static TopicPartition partition(PartitionReport report) {
    return new TopicPartition(report.topic().source(), report.partition());
  }
}
