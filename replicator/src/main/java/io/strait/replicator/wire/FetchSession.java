package io.strait.replicator.wire;

import io.strait.replicator.cluster.FaultKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.FetchMetadata;
import org.apache.kafka.common.requests.FetchResponse;

/**
 * Reads committed data from one broker over a connection of its own with an incremental fetch
 * session (KIP-227): only changed positions travel, in both directions, so that thousands of quiet
 * partitions cost nothing. One request at a time.
 */
public final class FetchSession {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int SMALLEST_PART = 256 * 1024;

  private final Peer peer;
  private final int node;
  private final String lane;
  private final Map<TopicPartition, FetchPosition> positions = new LinkedHashMap<>();
  private final Map<Uuid, String> names = new HashMap<>();
  private final Set<TopicPartition> changed = new LinkedHashSet<>();
  private final Map<TopicPartition, FetchPosition> forgotten = new LinkedHashMap<>();
  private int sessionId = FetchMetadata.INVALID_SESSION_ID;
  private int epoch = FetchMetadata.INITIAL_EPOCH;
  private int partitionMaxBytes;
  private boolean busy;

  /**
   * A session that starts with the first fetch.
   *
   * @param lane number of its connection to the broker; no two sessions may share one
   */
  public FetchSession(Peer peer, int node, int lane) {
    this.peer = peer;
    this.node = node;
    this.lane = ChannelRouter.FETCH_LANE + "-" + lane;
  }

  /** Whether a fetch is unanswered. */
  public boolean isBusy() {
    return busy;
  }

  /** Whether it has nothing to ask for. */
  public boolean isEmpty() {
    return positions.isEmpty();
  }

  /** Reads this partition from there with the next fetch and all later ones; while not busy. */
  public void want(FetchPosition position) {
    FetchPosition before = positions.put(position.partition(), position);
    if (!position.equals(before)) {
      changed.add(position.partition());
    }
    if (before != null && !before.topicId().equals(position.topicId())) {
      restart();
    }
    names.put(position.topicId(), position.partition().topic());
    forgotten.remove(position.partition());
  }

  /** Reads this partition no more; while not busy. */
  public void drop(TopicPartition partition) {
    FetchPosition before = positions.remove(partition);
    changed.remove(partition);
    if (before != null) {
      forgotten.put(partition, before);
    }
  }

  /** Asks for everything wanted. */
  public void fetch(FetchLimits limits, Reply<Fetched> reply) {
    // Few partitions may fill the answer, many share it; a broker cuts the last batch of each
    // part short, so small parts waste much of what they bring.
    int part = Math.max(SMALLEST_PART, limits.maxBytes() / Math.min(4, positions.size()));
    if (part != partitionMaxBytes) {
      partitionMaxBytes = part;
      changed.addAll(positions.keySet());
    }
    boolean full = sessionId == FetchMetadata.INVALID_SESSION_ID;
    List<FetchPosition> asked = new ArrayList<>();
    (full ? positions.keySet() : changed).forEach(key -> asked.add(positions.get(key)));
    List<FetchPosition> left = full ? List.of() : List.copyOf(forgotten.values());
    changed.clear();
    forgotten.clear();
    // One kind for the whole session, as brokers demand.
    boolean byId = !names.containsKey(Uuid.ZERO_UUID);
    int usedEpoch = epoch;
    busy = true;
    peer.ask(
        node,
        lane,
        new Call<>(
            ApiKeys.FETCH,
            byId ? FetchRequests.NEWEST_WITH_IDS : FetchRequests.NEWEST_BY_NAME,
            version -> request(usedEpoch, limits, asked, left, (short) version),
            this::decode),
        new Ending(reply));
  }

  private FetchRequestData request(
      int usedEpoch,
      FetchLimits limits,
      Collection<FetchPosition> asked,
      Collection<FetchPosition> left,
      short version) {
    return FetchRequests.of(sessionId, usedEpoch, limits, partitionMaxBytes, asked, left, version);
  }

  private Call.Decoded<Answered> decode(
      ByteBufferAccessor body, short version, NetworkReceive receive) {
    FetchResponseData data = FetchResponse.parse(body, version).data();
    Errors error = Errors.forCode(data.errorCode());
    List<FetchedPartition> partitions = new ArrayList<>();
    if (error == Errors.NONE) {
      for (FetchResponseData.FetchableTopicResponse topic : data.responses()) {
        boolean byId = version > FetchRequests.NEWEST_BY_NAME;
        String name = byId ? names.get(topic.topicId()) : topic.topic();
        if (name != null) {
          topic.partitions().forEach(part -> partitions.add(partition(name, part)));
        }
      }
    }
    Fetched fetched = new Fetched(new Frame(receive), receive.payload().limit(), partitions);
    return new Call.Decoded<>(
        new Answered(error, data.sessionId(), fetched), data.throttleTimeMs());
  }

  private static FetchedPartition partition(String topic, FetchResponseData.PartitionData data) {
    List<FetchedPartition.Aborted> aborted = new ArrayList<>();
    if (data.abortedTransactions() != null) {
      data.abortedTransactions()
          .forEach(a -> aborted.add(new FetchedPartition.Aborted(a.producerId(), a.firstOffset())));
    }
    ByteBuffer records =
        data.records() instanceof MemoryRecords memory ? memory.buffer().slice() : NOTHING;
    return new FetchedPartition(
        new TopicPartition(topic, data.partitionIndex()),
        Outcome.of(data.errorCode()),
        FetchResponse.isDivergingEpoch(data),
        data.logStartOffset(),
        data.highWatermark(),
        data.lastStableOffset(),
        records,
        aborted);
  }

  /** The broker drops the old session with its age; a new one starts in full. */
  private void restart() {
    sessionId = FetchMetadata.INVALID_SESSION_ID;
    epoch = FetchMetadata.INITIAL_EPOCH;
  }

  /** What came, before it is known whether the session stands. */
  private record Answered(Errors error, int sessionId, Fetched fetched) {}

  private final class Ending implements Reply<Answered> {
    private final Reply<Fetched> next;

    Ending(Reply<Fetched> next) {
      this.next = next;
    }

    @Override
    public void answered(Answered answer) {
      busy = false;
      boolean wasFull = sessionId == FetchMetadata.INVALID_SESSION_ID;
      if (answer.error() == Errors.NONE) {
        sessionId = answer.sessionId();
        epoch = wasFull ? 1 : FetchMetadata.nextEpoch(epoch);
        if (sessionId == FetchMetadata.INVALID_SESSION_ID) {
          restart();
        }
        next.answered(answer.fetched());
        return;
      }
      restart();
      if (wasFull) {
        answer.fetched().frame().release();
        Outcome outcome = Outcome.of(answer.error().code());
        next.failed(
            new WireFailure(
                peer.alias(),
                FaultKind.of(outcome.exception()),
                "broker " + node + " refused a fetch: " + outcome.text()));
      } else {
        // Sessions are the broker's to forget; what was asked is asked again in full.
        next.answered(answer.fetched());
      }
    }

    @Override
    public void failed(WireFailure failure) {
      busy = false;
      restart();
      next.failed(failure);
    }
  }
}
