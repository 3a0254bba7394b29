package io.strait.ops.daemon;

import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what passes by, such as a change of leader, from what lasts, such as a cluster that is
 * down. Only partitions of links that this process owns count.
 *
 * <p>Must be shown snapshots every second or so. Safe for use by several threads.
 */
final class LastingProblems {
  /** A problem that is there for longer is reported. */
  static final Duration LASTS = Duration.ofSeconds(5);

  /** A problem that was gone for longer starts over when it comes back. */
  private static final Duration FORGOTTEN = Duration.ofSeconds(3);

  /** Records that wait while nothing is acknowledged for longer are reported. */
  static final Duration STALLED = Duration.ofSeconds(15);

  private final Clock clock;
  private final Map<String, Ailment> ailments = new HashMap<>();
  private final Map<String, Position> positions = new HashMap<>();

  private record Ailment(Instant since, Instant last) {}

  private record Position(long copiedTo, Instant since) {}

  LastingProblems(Clock clock) {
    this.clock = clock;
  }

  /** Takes note of what is and answers with what lasts, one sentence for each link. */
  synchronized List<String> of(List<LinkProgress> links) {
    Instant now = clock.instant();
    ailments.values().removeIf(one -> one.last().plus(FORGOTTEN).isBefore(now));
    List<String> reasons = new ArrayList<>();
    for (LinkProgress link : links) {
      if (link.owner()) {
        List<String> found =
            link.partitions().stream().flatMap(one -> lasting(link, one, now).stream()).toList();
        if (!found.isEmpty()) {
          reasons.add(sentence(link, found));
        }
      }
    }
    return reasons;
  }

  private Optional<String> lasting(LinkProgress link, PartitionProgress partition, Instant now) {
    String key = link.link().name() + "|" + partition.target();
    if (partition.state() == PartitionState.HALTED) {
      return Optional.empty(); // Readiness reports it, however short.
    }
    if (partition.problem().isPresent()) {
      ailments.merge(key, new Ailment(now, now), (known, seen) -> new Ailment(known.since(), now));
    }
    Ailment ailment = ailments.get(key);
    if (ailment != null && partition.problem().isPresent()) {
      Duration lasts = Duration.between(ailment.since(), now);
      return lasts.compareTo(LASTS) > 0
          ? Optional.of(
              partition.target()
                  + ": for "
                  + lasts.toSeconds()
                  + " s: "
                  + partition.problem().get())
          : Optional.empty();
    }
    return stalled(key, partition, now);
  }

  private Optional<String> stalled(String key, PartitionProgress partition, Instant now) {
    Position known = positions.get(key);
    boolean waits = partition.state() == PartitionState.RUNNING && partition.lag() > 0;
    if (!waits || known == null || known.copiedTo() != partition.copiedTo()) {
      positions.put(key, new Position(partition.copiedTo(), now));
      return Optional.empty();
    }
    Duration stands = Duration.between(known.since(), now);
    return stands.compareTo(STALLED) > 0
        ? Optional.of(
            partition.target()
                + ": "
                + partition.lag()
                + " records wait and nothing was acknowledged for "
                + stands.toSeconds()
                + " s")
        : Optional.empty();
  }

  private static String sentence(LinkProgress link, List<String> found) {
    String more = found.size() > 1 ? " (and " + (found.size() - 1) + " more partitions)" : "";
    return "link '" + link.link().name() + "': partition " + found.get(0) + more;
  }
}
