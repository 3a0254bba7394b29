package io.strait.ops.slo;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.topology.Link;
import io.strait.validator.slo.Counts;
import io.strait.validator.slo.FreshnessMeter;
import io.strait.validator.slo.Sli;
import io.strait.validator.slo.SliSample;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Measures how fresh one link's target is, while this process owns the link. One thread. */
final class FreshnessWatch {
  private static final Duration LEAST = Duration.ofMillis(200);
  private static final Duration MOST = Duration.ofSeconds(5);
  private static final Duration SILENT = Duration.ofSeconds(10);

  /** So many partitions are looked at each time; with more, the looks are further apart. */
  private static final int AT_ONCE = 1_000;

  private final Link link;
  private final ClusterSpec source;
  private final ClusterSpec target;
  private final Duration within;
  private final boolean wanted;
  private final Clock clock;
  private final Optional<HeartbeatWriter> heartbeats;
  private FreshnessMeter meter;
  private Optional<EndsLook> looking = Optional.empty();
  private final Due due = new Due();
  private Optional<Instant> silentSince = Optional.empty();
  private volatile Optional<String> problem = Optional.empty();

  /**
   * Connects to nothing yet.
   *
   * @param within the deadline; empty if nothing is promised
   * @param heartbeats how often to write one, if at all
   */
  FreshnessWatch(
      Link link,
      ClusterSpec source,
      ClusterSpec target,
      Optional<Duration> within,
      Optional<Duration> heartbeats,
      Clock clock) {
    this.clock = clock;
    this.link = link;
    this.source = source;
    this.target = target;
    this.wanted = within.isPresent();
    this.within = within.orElse(MOST);
    this.heartbeats =
        heartbeats.filter(every -> wanted).map(every -> new HeartbeatWriter(link, source, every));
    this.meter = new FreshnessMeter(this.within, Set.of());
  }

  /** How far apart looks at a deadline are. */
  static Duration every(Duration within) {
    Duration part = within.dividedBy(5);
    return part.compareTo(LEAST) < 0 ? LEAST : part.compareTo(MOST) > 0 ? MOST : part;
  }

  /** This process owns the link from now on. */
  void begin(Set<TopicPartition> joined) {
    meter = new FreshnessMeter(within, joined);
  }

  /** The clock was set: what waits is not as old as it looks. */
  void beginAnew() {
    meter = new FreshnessMeter(within, meter.joined());
    silentSince = Optional.empty();
  }

  /** What of the source is judged. */
  Set<TopicPartition> joined() {
    return meter.joined();
  }

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    problem.ifPresent(problems::add);
    heartbeats.flatMap(HeartbeatWriter::problem).ifPresent(problems::add);
    return problems;
  }

  /** One turn; the counts if there are any. */
  Optional<SliSample> turn(LinkProgress progress, Set<String> resting, Instant now) {
    Optional<SliSample> sample = look(progress, resting, now);
    heartbeats.ifPresent(writer -> writer.turn(now));
    return sample;
  }

  private Optional<SliSample> look(LinkProgress progress, Set<String> resting, Instant now) {
    if (!wanted || !due.is(now)) {
      return Optional.empty();
    }
    due.in(distance(progress.partitions().size()), now);
    List<PartitionProgress> awake =
        progress.partitions().stream()
            .filter(one -> !resting.contains(one.source().topic()))
            .toList();
    meter.excuse(
        progress.partitions().stream()
            .map(PartitionProgress::source)
            .filter(one -> resting.contains(one.topic()))
            .collect(Collectors.toSet()));
    try {
      EndsLook eyes = looking.orElseGet(() -> new EndsLook(source, target));
      looking = Optional.of(eyes);
      EndsLook.Seen ends = eyes.look(awake);
      Instant seen = clock.instant();
      Counts counts = meter.look(ends.looks(), seen);
      problem = silence(ends.silent(), seen);
      return counts.total() == 0
          ? Optional.empty()
          : Optional.of(new SliSample(Sli.FRESHNESS, counts.good(), counts.bad(), seen));
    } catch (RuntimeException e) {
      problem = Optional.of("freshness is not known: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** One look without an answer says little; a cluster that goes on being silent is told of. */
  private Optional<String> silence(List<String> silent, Instant now) {
    silentSince = silent.isEmpty() ? Optional.empty() : silentSince.or(() -> Optional.of(now));
    Duration patience = within.compareTo(SILENT) > 0 ? within : SILENT;
    return silentSince
        .filter(since -> !since.plus(patience).isAfter(now))
        .map(since -> "freshness is not known since " + since + ": " + String.join("; ", silent));
  }

  /** Another process owns the link, or none. */
  void release() {
    looking.ifPresent(EndsLook::close);
    looking = Optional.empty();
    heartbeats.ifPresent(HeartbeatWriter::close);
    problem = Optional.empty();
    silentSince = Optional.empty();
  }

  private Duration distance(int partitions) {
    Duration distance = every(within).multipliedBy(1 + partitions / AT_ONCE);
    Duration most = within.dividedBy(2);
    return distance.compareTo(most) > 0 ? most : distance;
  }

  @Override
  public String toString() {
    return "freshness of " + link.name();
  }
}
