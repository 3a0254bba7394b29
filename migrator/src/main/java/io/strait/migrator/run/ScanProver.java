package io.strait.migrator.run;

import io.strait.migrator.step.Prover;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.Verdict;
import io.strait.validator.contract.Contract;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.records.LinkScan;
import io.strait.validator.records.ScanReport;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The prover over the validator's scan of both clusters. Belongs to the runner's thread. */
final class ScanProver implements Prover {
  private static final Logger LOG = LoggerFactory.getLogger(ScanProver.class);
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Map<ClusterAlias, Cluster> clusters;
  private final CopyContracts contracts;
  private final Clock clock;

  ScanProver(Map<ClusterAlias, Cluster> clusters, CopyContracts contracts, Clock clock) {
    this.clusters = Map.copyOf(clusters);
    this.contracts = contracts;
    this.clock = clock;
  }

  @Override
  public void prepare(Link link) {
    try {
      contracts.of(link);
    } catch (ClusterException unknown) {
      LOG.atInfo()
          .addKeyValue("link", link.name())
          .addKeyValue("reason", unknown.getMessage())
          .log("What the copy is declared to be is not known yet");
    }
  }

  @Override
  public Comparison compare(Link link, Map<TopicPartition, OffsetRange> ranges) {
    Function<TopicMapping, Contract> declared;
    try {
      declared = contracts.of(link);
    } catch (ClusterException unknown) {
      return new Comparison.Unclear(
          "what the copy is declared to be is not known: " + unknown.getMessage());
    }
    LinkScan scan =
        new LinkScan(
            clusters.get(link.source()),
            clusters.get(link.target()),
            link.topics(),
            ScanOptions.defaults().withGrace(GRACE).withContracts(declared),
            clock);
    ScanReport report = scan.run(ranges);
    if (report.verdict() instanceof Verdict.Failed failed) {
      return new Comparison.Differs(failed.findings().stream().map(ScanProver::text).toList());
    }
    return report.verdict() instanceof Verdict.Inconclusive unclear
        ? new Comparison.Unclear(unclear.reason())
        : new Comparison.Equal(report.records());
  }

  private static String text(Finding finding) {
    return finding.code()
        + " "
        + finding.topic().source()
        + "-"
        + finding.partition()
        + " at "
        + finding.divergesAt()
        + ": "
        + finding.evidence();
  }
}
