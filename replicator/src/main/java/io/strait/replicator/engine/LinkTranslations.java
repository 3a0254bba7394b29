package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.offsets.CorruptOffsets;
import io.strait.replicator.offsets.PairedLogs;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.LinkName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Translates offsets and positions of a link's partitions exactly, in both directions, by what the
 * two clusters say: needs no running engine, and trusts none.
 *
 * <p>The link's notes on the target (its record, offset maps and gap ledger) are followed: the
 * first look reads them whole, later ones only what is new. One thread at a time. Needs READ on the
 * link's internal topics and {@code strait.links} on the target, DESCRIBE on the topics of both
 * sides, and READ on those of the source where positions lie behind its last record.
 *
 * <p>Not guaranteed: that what somebody else wrote to the target, or the source rewrote, is seen
 * before the engine has seen it; nor that a position behind records at the very end of the source
 * that the link's filters leave out is known to be reached before the next record is copied.
 */
public final class LinkTranslations implements AutoCloseable {
  private final LinkName link;
  private final Cluster source;
  private final Cluster target;
  private final SourceTail tail;
  private Optional<FollowedNotes> notes = Optional.empty();

  /** Reads nothing yet; the clusters stay open when this is closed. */
  public LinkTranslations(LinkName link, Cluster source, Cluster target) {
    this.link = link;
    this.source = source;
    this.target = target;
    this.tail = new SourceTail(source);
  }

  /**
   * What one look found. Immutable.
   *
   * @param logs by source partition
   * @param gaps entries of the gap ledger by source partition; those without entries are left out
   * @param problems why a partition is not among the {@code logs}: a sentence for operators, by
   *     source partition
   */
  public record Sight(
      Map<TopicPartition, PairedLogs> logs,
      Map<TopicPartition, List<Gap>> gaps,
      Map<TopicPartition, String> problems) {
    /** Keeps copies. */
    public Sight {
      logs = Map.copyOf(logs);
      gaps = Map.copyOf(gaps);
      problems = Map.copyOf(problems);
    }
  }

  /**
   * Looks at both logs of these partitions, and then at what the link says about them.
   *
   * @param pairs mirror partitions by source partition
   * @throws io.strait.replicator.cluster.ClusterException if a cluster cannot be asked at all
   */
  public Sight look(Map<TopicPartition, TopicPartition> pairs) {
    LogBounds sources = new LogBounds(source, Set.copyOf(pairs.keySet()));
    LogBounds targets = new LogBounds(target, Set.copyOf(pairs.values()));
    sources.ask();
    targets.ask();
    Map<TopicPartition, LogBounds.Log> sourceLogs = sources.logs();
    Map<TopicPartition, LogBounds.Log> targetLogs = targets.logs();
    // Behind the ends: what lies before them is in the maps by then.
    Optional<FollowedNotes> known = notes();
    Map<TopicPartition, PairedLogs> logs = new HashMap<>();
    Map<TopicPartition, List<Gap>> gaps = new HashMap<>();
    Map<TopicPartition, String> problems = new HashMap<>();
    pairs.forEach(
        (from, to) -> {
          LogBounds.Log here = sourceLogs.get(from);
          LogBounds.Log there = targetLogs.get(to);
          Optional<String> problem =
              here == null
                  ? Optional.of(sources.problems().get(from))
                  : there == null
                      ? Optional.of(targets.problems().get(to))
                      : known.isEmpty()
                          ? Optional.of(neverRun())
                          : notFollowed(known.get(), from, to, here.topicId());
          if (problem.isPresent()) {
            problems.put(from, problem.get());
            return;
          }
          List<Gap> ledger = known.orElseThrow().gaps(to);
          if (!ledger.isEmpty()) {
            gaps.put(from, ledger);
          }
          paired(known.get(), from, to, here, there)
              .ifPresentOrElse(pair -> logs.put(from, pair), () -> problems.put(from, unsettled()));
        });
    return new Sight(logs, gaps, problems);
  }

  /**
   * The same with the source read between what was copied last and these positions, where the
   * target's log alone does not tell whether all before them has been copied. Ask for the
   * positions' images afterwards.
   *
   * @param positions source positions by source partition; others are harmless
   * @throws io.strait.replicator.cluster.ClusterException if the source cannot be read
   */
  public Sight reaching(Sight sight, Map<TopicPartition, Set<Long>> positions) {
    return new Sight(tail.reaching(sight.logs(), positions), sight.gaps(), sight.problems());
  }

  /**
   * The ids of the source topics that the link copies, by name, as it has written them down; empty
   * if no engine has ever run it to this target.
   *
   * @throws io.strait.replicator.cluster.ClusterException if its notes cannot be read
   */
  public Optional<Map<String, Uuid>> sourceTopics() {
    return notes().flatMap(FollowedNotes::record).map(LinkRecord::sourceTopics);
  }

  private Optional<PairedLogs> paired(
      FollowedNotes known,
      TopicPartition from,
      TopicPartition to,
      LogBounds.Log here,
      LogBounds.Log there) {
    try {
      PairedLogs pair =
          PairedLogs.of(
              from, to, known.map(to), here.start(), here.end(), there.start(), there.end());
      long behind =
          new KnownGaps(here.topicId(), known.gaps(to)).behindWhatIsMissing(pair.copied());
      return Optional.of(pair.copiedTo(Math.min(behind, here.end())));
    } catch (CorruptOffsets e) {
      return Optional.empty();
    }
  }

  /** A source topic that was created again has other records under the same offsets. */
  private Optional<String> notFollowed(
      FollowedNotes known, TopicPartition from, TopicPartition to, Uuid now) {
    Optional<LinkRecord> record = known.record();
    Uuid then = record.map(LinkRecord::sourceTopics).map(ids -> ids.get(from.topic())).orElse(now);
    if (record.isEmpty()) {
      return Optional.of(neverRun());
    }
    boolean left =
        record.get().formerSources().containsKey(from.topic())
            && !new KnownGaps(now, known.gaps(to)).knows(GapCause.SOURCE_RECREATED, now);
    boolean unknown = now.equals(Uuid.ZERO_UUID) || then.equals(Uuid.ZERO_UUID);
    return !unknown && (left || !then.equals(now))
        ? Optional.of(
            "source topic '"
                + from.topic()
                + "' was created again and link '"
                + link
                + "' does not follow the new one yet")
        : Optional.empty();
  }

  private String neverRun() {
    return "link '" + link + "' has never run to cluster '" + target.alias() + "'";
  }

  private String unsettled() {
    return "its offset map in "
        + InternalTopic.OFFSETS.of(link)
        + " cannot be read; it may be being rewritten at this moment, so try again";
  }

  private Optional<FollowedNotes> notes() {
    if (notes.isEmpty()) {
      Set<String> needed = new HashSet<>(InternalTopic.allOf(link));
      needed.remove(InternalTopic.DEAD_LETTERS.of(link));
      needed.add(LinkRegistry.TOPIC);
      if (!new TopicObserver(target).present(needed).containsAll(needed)) {
        return Optional.empty();
      }
      notes = Optional.of(new FollowedNotes(target, link));
    }
    FollowedNotes known = notes.get();
    boolean read = false;
    try {
      known.readOn();
      read = true;
    } finally {
      if (!read) {
        known.close();
        notes = Optional.empty();
      }
    }
    return notes;
  }

  @Override
  public void close() {
    notes.ifPresent(FollowedNotes::close);
    notes = Optional.empty();
    tail.close();
  }
}
