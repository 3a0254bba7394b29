package io.strait.ops.demo;

import io.strait.ops.demo.Judgement.Reading;
import io.strait.ops.demo.Seen.Message;
import io.strait.replicator.cluster.Cluster;
import io.strait.sandbox.Principals;
import io.strait.validator.check.Verdict;
import io.strait.validator.records.ScanReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** Reads both logs, holds the applications' account against them, and says what it comes to. */
final class Verdicts {
  private static final double GIB = 1024.0 * 1024 * 1024;

  private final DemoClusters clusters;
  private final DemoLoad load;
  private final DemoScreen screen;
  private final Optional<AvroPart> avro;

  /**
   * What was measured on the way.
   *
   * @param switches every switch
   * @param delayMillis delays of the mirror
   * @param cpuSeconds of the engine's threads
   * @param bytes of batches copied
   * @param duration of the run so far
   */
  record Measured(
      List<DemoReport.Switch> switches,
      Histogram delayMillis,
      double cpuSeconds,
      long bytes,
      Duration duration) {
    /** Keeps a copy of the list. */
    Measured {
      switches = List.copyOf(switches);
    }
  }

  Verdicts(DemoClusters clusters, DemoLoad load, DemoScreen screen, Optional<AvroPart> avro) {
    this.avro = avro;
    this.clusters = clusters;
    this.load = load;
    this.screen = screen;
  }

  DemoReport report(ScanReport scan, Measured measured) {
    Set<Message> promised = load.promised();
    List<Seen> east = whole(DemoClusters.EAST);
    List<Seen> west = whole(DemoClusters.WEST);
    screen.step("read back " + east.size() + " records of east and " + west.size() + " of west");
    Judgement logs = Judgement.ofLog(promised, east).plus(Judgement.ofLog(promised, west));
    Reading reading = Reading.of(west, load.delivered());
    long shifts = Judgement.offsetShifts(east, west);
    List<String> reasons = new ArrayList<>(load.troubles());
    objections(logs, reading, shifts, promised.size(), reasons);
    if (!(scan.verdict() instanceof Verdict.Passed)) {
      reasons.add("the independent scan says " + scan.verdict());
    }
    Optional<DemoReport.Schemas> schemas = avro.map(AvroPart::judge);
    schemas.ifPresent(result -> reasons.addAll(avro.orElseThrow().objections(result)));
    long sendFailures = load.sendFailures().values().stream().mapToLong(Long::longValue).sum();
    return new DemoReport(
        reasons.isEmpty() ? DemoReport.PASSED : DemoReport.FAILED,
        reasons,
        promised.size(),
        logs.missing(),
        logs.duplicates(),
        logs.reordered() + reading.reordered(),
        reading.reread(),
        reading.skipped(),
        shifts,
        sendFailures,
        measured.switches(),
        delay(measured.delayMillis()),
        measured.bytes() == 0 ? 0 : measured.cpuSeconds() / (measured.bytes() / GIB),
        measured.cpuSeconds(),
        measured.bytes(),
        new DemoReport.Scan(word(scan.verdict()), scan.records(), scan.counts().differences()),
        schemas.orElse(null),
        measured.duration().toMillis() / 1000.0);
  }

  private static void objections(
      Judgement logs, Reading reading, long shifts, long records, List<String> reasons) {
    if (records == 0) {
      reasons.add("no record was written, so nothing was shown");
    }
    if (!logs.clean()) {
      reasons.add("the logs do not hold exactly what the producers were promised: " + logs);
    }
    if (!reading.clean()) {
      reasons.add("the consumer group was not given every record exactly once: " + reading);
    }
    if (shifts != 0) {
      reasons.add(shifts + " records have another offset on west than on east");
    }
  }

  private static DemoReport.Delay delay(Histogram millis) {
    return new DemoReport.Delay(
        millis.getValueAtPercentile(50), millis.getValueAtPercentile(99), millis.getTotalCount());
  }

  private static String word(Verdict verdict) {
    if (verdict instanceof Verdict.Passed) {
      return "passed";
    }
    return verdict instanceof Verdict.Failed ? "failed" : "inconclusive";
  }

  private List<Seen> whole(String alias) {
    try (Cluster cluster = clusters.open(alias, Principals.ADMIN)) {
      return TopicReading.whole(cluster, DemoClusters.TOPIC);
    }
  }
}
