package io.strait.replicator.engine;

import io.strait.replicator.wire.Answer;
import io.strait.replicator.wire.ClusterView;
import io.strait.replicator.wire.PartitionLeader;
import io.strait.replicator.wire.Peer;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.TopicView;
import io.strait.replicator.wire.WireFailure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Leaders and topic ids of one cluster, read again regularly. Owned by the pump's thread. */
final class Directory {
  /** A cluster that has just been told of a topic knows its leaders some milliseconds later. */
  private static final long FIRST_SOON_MILLIS = 20;

  private static final long SOON_MILLIS = 100;

  /** A broker that is stopped answers nothing for long; then another one is asked. */
  private static final long SILENCE_MILLIS = 2_000;

  private final PumpContext context;
  private final Peer peer;
  private ClusterView view = new ClusterView("", List.of(), Map.of());
  private final Map<String, Absence> absent = new HashMap<>();
  private final Set<String> present = new HashSet<>();
  private long asked;
  private long ended;
  private long learnt;
  private boolean soon = true;
  private long soonMillis = FIRST_SOON_MILLIS;
  private long askedAt = Long.MIN_VALUE / 2;
  private Optional<String> problem = Optional.empty();

  Directory(PumpContext context, Peer peer) {
    this.context = context;
    this.peer = peer;
  }

  /** Asks if it is time to. */
  void advance(long now, Set<String> topics) {
    long pause = soon ? soonMillis : context.options().metadataRefresh().toMillis();
    boolean due = now - askedAt >= (asked > ended ? SILENCE_MILLIS : pause);
    if (due && !topics.isEmpty()) {
      asked++;
      soonMillis = soon ? Math.min(SOON_MILLIS, soonMillis * 2) : FIRST_SOON_MILLIS;
      soon = false;
      askedAt = now;
      peer.metadata(topics, new Asked(asked));
    }
  }

  /** Something moved: do not wait for the regular time. */
  void refreshSoon() {
    soon = true;
  }

  /** The broker that leads a partition, if one does. */
  Optional<Integer> leader(TopicPartition partition) {
    TopicView topic = view.topics().get(partition.topic());
    PartitionLeader leader = topic == null ? null : topic.leaders().get(partition.partition());
    return leader == null || leader.node() < 0 ? Optional.empty() : Optional.of(leader.node());
  }

  /** The id that the topic carries now, if the cluster has ids and knows the topic. */
  Optional<Uuid> topicId(String topic) {
    TopicView known = view.topics().get(topic);
    return known == null || !known.outcome().ok() || known.id().equals(Uuid.ZERO_UUID)
        ? Optional.empty()
        : Optional.of(known.id());
  }

  /** What was seen of a topic before its name was taken up again says nothing. */
  void forgetAbsence(String topic) {
    absent.remove(topic);
    present.remove(topic);
  }

  /** Whether a topic that was there has been unknown to the cluster for so long that it is gone. */
  boolean isGone(String topic) {
    Absence seen = absent.get(topic);
    return seen != null && seen.isLasting();
  }

  /** Why the cluster cannot be reached, if it cannot. */
  Optional<String> problem() {
    return problem;
  }

  private void learn(ClusterView answer) {
    problem = Optional.empty();
    view = answer;
    long now = context.now();
    for (TopicView topic : answer.topics().values()) {
      if (topic.outcome().answer() != Answer.UNKNOWN_TOPIC) {
        absent.remove(topic.name());
        present.add(topic.name());
      } else if (present.contains(topic.name())) {
        // A broker that makes thousands of topics may hear of the last one very late.
        absent.compute(
            topic.name(), (name, seen) -> seen == null ? Absence.from(now) : seen.again(now));
      }
    }
  }

  /** One question; its answer counts unless a later one was answered before. */
  private final class Asked implements Reply<ClusterView> {
    private final long number;

    Asked(long number) {
      this.number = number;
    }

    @Override
    public void answered(ClusterView answer) {
      ended = Math.max(ended, number);
      if (number > learnt) {
        learnt = number;
        learn(answer);
      }
    }

    @Override
    public void failed(WireFailure failure) {
      ended = Math.max(ended, number);
      if (number > learnt) {
        soon = true;
        problem = Optional.of(failure.kind() + ": " + failure);
      }
    }
  }
}
