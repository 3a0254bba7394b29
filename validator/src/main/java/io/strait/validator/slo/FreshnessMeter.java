package io.strait.validator.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Judges how fresh a target is, from looks at the ends of both logs alone.
 *
 * <p>What a look finds newly committed on the source must be visible on the target at a look within
 * the deadline. It is judged once: good when it is seen in time, bad when a look after the deadline
 * does not find it. Where nobody looked in time (the target did not answer, the process stood
 * still), what arrived meanwhile is unknown and not counted; what has not is bad.
 *
 * <p>A partition joins once something arrived in time, or both logs end together: before that the
 * link copies what was there before it, and lateness says nothing. What this cannot see: events are
 * offsets, so markers and removed records count as well; delays are known to a look's distance,
 * which is granted to the target (up to half of the deadline); two looks see nothing of what
 * happened between them.
 *
 * <p>Used by one thread. Bounded: {@value #MOST} steps for each partition.
 */
public final class FreshnessMeter {
  private static final int MOST = 256;

  /**
   * What was seen of one partition at one moment, the source before the target.
   *
   * @param committedTo end of what is committed on the source; empty if it did not answer
   * @param visibleTo first source offset whose image is not visible on the target; empty if the
   *     target did not answer: nothing is judged then
   */
  public record Look(OptionalLong committedTo, OptionalLong visibleTo) {}

  /** Committed after {@code since} and no later than {@code seen}. */
  private record Step(long end, Instant since, Instant seen) {}

  private static final class Watched {
    private final Deque<Step> waiting = new ArrayDeque<>();
    private long judgedTo;
    private long seenTo;
    private boolean joined;
    private Instant lookedAt;
    private Instant committedAt;

    private void begin(long committedTo, OptionalLong visible, Instant now) {
      long visibleTo = visible.orElse(committedTo);
      waiting.clear();
      lookedAt = now;
      committedAt = now;
      joined |= visible.isPresent() && visibleTo >= committedTo;
      seenTo = committedTo;
      judgedTo = committedTo;
      if (joined && visibleTo < committedTo) {
        judgedTo = visibleTo;
        waiting.add(new Step(committedTo, now, now));
      }
    }

    private void committed(long to, Instant now, Duration most) {
      // After a long gap it may be as old as the gap, and what is visible is not known to be good.
      Instant since = committedAt.plus(most).isBefore(now) ? committedAt : now;
      committedAt = now;
      if (to > seenTo) {
        boolean full = waiting.size() >= MOST;
        Step last = full ? waiting.removeLast() : new Step(to, since, now);
        waiting.add(new Step(to, last.since(), last.seen()));
        seenTo = to;
      }
    }
  }

  private final Duration within;
  private final Map<TopicPartition, Watched> partitions = new HashMap<>();
  private final Set<TopicPartition> joinedBefore;

  /**
   * Knows nothing yet.
   *
   * @param within the deadline
   * @param joinedBefore partitions that had joined before a restart or a take-over: what they still
   *     lack counts from the first look on
   */
  public FreshnessMeter(Duration within, Set<TopicPartition> joinedBefore) {
    this.within = within;
    this.joinedBefore = new HashSet<>(joinedBefore);
  }

  /** Judges what can be judged now; a partition that is not among the looks was not seen. */
  public Counts look(Map<TopicPartition, Look> looks, Instant now) {
    Counts sum = Counts.NONE;
    for (Map.Entry<TopicPartition, Look> one : looks.entrySet()) {
      sum = sum.plus(look(one.getKey(), one.getValue(), now));
    }
    return sum;
  }

  /** Forgets all other partitions: the link does not have them any more. */
  public void keep(Set<TopicPartition> only) {
    partitions.keySet().retainAll(only);
  }

  /** Lets partitions that rest on purpose be late; each has to join again. */
  public void excuse(Set<TopicPartition> resting) {
    partitions.keySet().removeAll(resting);
    joinedBefore.removeAll(resting);
  }

  /** Those that are judged, or will be once they are seen. */
  public Set<TopicPartition> joined() {
    Set<TopicPartition> joined = new HashSet<>(joinedBefore);
    partitions.forEach(
        (partition, watched) -> {
          if (watched.joined) {
            joined.add(partition);
          }
        });
    return joined;
  }

  private Counts look(TopicPartition partition, Look look, Instant now) {
    Watched watched = partitions.get(partition);
    if (watched == null) {
      if (look.visibleTo().isPresent()) {
        look.committedTo().ifPresent(to -> begin(partition, to, look.visibleTo(), now));
      }
      return Counts.NONE;
    }
    if (look.committedTo().isPresent() && look.committedTo().getAsLong() < watched.seenTo) {
      watched.begin(look.committedTo().getAsLong(), look.visibleTo(), now);
      return Counts.NONE;
    }
    look.committedTo().ifPresent(to -> watched.committed(to, now, within.dividedBy(2)));
    return look.visibleTo().isPresent()
        ? judge(watched, look.visibleTo().getAsLong(), now)
        : Counts.NONE;
  }

  private void begin(
      TopicPartition partition, long committedTo, OptionalLong visibleTo, Instant now) {
    Watched watched = new Watched();
    watched.joined = joinedBefore.remove(partition);
    watched.begin(committedTo, visibleTo, now);
    partitions.put(partition, watched);
  }

  private Duration granted(Duration distance) {
    Duration most = within.dividedBy(2);
    return distance.compareTo(most) < 0 ? distance : most;
  }

  private Counts judge(Watched watched, long visibleTo, Instant now) {
    Duration granted = within.plus(granted(Duration.between(watched.lookedAt, now)));
    watched.lookedAt = now;
    long good = 0;
    long bad = 0;
    while (!watched.waiting.isEmpty()) {
      Step step = watched.waiting.peek();
      long visible = Math.min(visibleTo, step.end()) - watched.judgedTo;
      if (visible > 0) {
        watched.judgedTo += visible;
        good += now.isAfter(step.since().plus(granted)) ? 0 : visible;
      }
      long missing = step.end() - watched.judgedTo;
      if (missing > 0 && !now.isAfter(step.seen().plus(within))) {
        break;
      }
      bad += Math.max(0, missing);
      watched.judgedTo = Math.max(watched.judgedTo, step.end());
      watched.waiting.remove();
    }
    watched.joined |= good > 0;
    return watched.joined ? new Counts(good, bad) : Counts.NONE;
  }
}
