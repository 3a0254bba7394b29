package io.strait.validator.session;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Verdict;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.records.LinkScan;
import io.strait.validator.records.ScanReport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs scans one after the other, until somebody ends it. {@link #end} may be called from any
 * thread, everything else from one.
 */
final class Scans {
  private final Cluster source;
  private final Cluster target;
  private final List<TopicMapping> topics;
  private final Clock clock;
  private final List<String> problems = new ArrayList<>();
  private LinkScan running;
  private String ended;

  Scans(Cluster source, Cluster target, List<TopicMapping> topics, Clock clock) {
    this.source = source;
    this.target = target;
    this.topics = topics;
    this.clock = clock;
  }

  /** Ends what runs, and everything that is to run later. The first reason counts. */
  synchronized void end(String why) {
    if (ended == null) {
      ended = why;
    }
    if (running != null) {
      running.cancel();
    }
  }

  /** Why it was ended early, when it was. */
  synchronized Optional<String> ended() {
    return Optional.ofNullable(ended);
  }

  /** What kept whole scans from happening, as sentences. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Judges tasks; those of which nobody could say anything are not in the answer. */
  Map<TopicPartition, PartitionReport> judge(List<Task> tasks, ScanOptions options) {
    Map<TopicPartition, PartitionReport> reports = new HashMap<>();
    Map<TopicPartition, OffsetRange> sealed = new HashMap<>();
    Map<TopicPartition, ProofPoint> known = new HashMap<>();
    List<TopicPartition> live = new ArrayList<>();
    for (Task task : tasks) {
      TopicPartition partition = task.subject().sourcePartition();
      task.known().ifPresent(point -> known.put(partition, point));
      if (task.isSealed()) {
        sealed.put(partition, task.asked());
      } else {
        live.add(partition);
      }
    }
    if (!live.isEmpty()) {
      Set<TopicPartition> chosen = Set.copyOf(live);
      take(reports, options, scan -> scan.only(chosen).goOn(known));
    }
    if (!sealed.isEmpty()) {
      take(reports, options, scan -> scan.run(sealed, known));
    }
    return reports;
  }

  private void take(
      Map<TopicPartition, PartitionReport> reports,
      ScanOptions options,
      Function<LinkScan, ScanReport> work) {
    LinkScan scan = new LinkScan(source, target, topics, options, clock);
    started(scan);
    ScanReport report = work.apply(scan);
    started(null);
    if (report.partitions().isEmpty() && report.verdict() instanceof Verdict.Inconclusive why) {
      problems.add(why.reason());
    }
    for (PartitionReport one : report.partitions()) {
      reports.put(new TopicPartition(one.topic().source(), one.partition()), one);
    }
  }

  private synchronized void started(LinkScan scan) {
    running = scan;
    if (scan != null && ended != null) {
      scan.cancel();
    }
  }
}
