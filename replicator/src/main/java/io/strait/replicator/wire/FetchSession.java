package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.FetchSessionHandler;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.utils.LogContext;

/**
 * Reads from one broker with an incremental fetch session (KIP-227): after the first request only
 * changed positions travel. One request at a time.
 */
public final class FetchSession {
  private static final short NEWEST_WITH_IDS = 17;
  private static final short NEWEST_BY_NAME = 12;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Peer peer;
  private final int node;
  private final FetchLimits limits;
  private final LogContext log;
  private FetchSessionHandler handler;
  private boolean busy;

  /** A session that starts with the first fetch. */
  public FetchSession(Peer peer, int node, FetchLimits limits) {
    this.peer = peer;
    this.node = node;
    this.limits = limits;
    this.log = new LogContext("[strait fetch from " + peer.alias() + "/" + node + "] ");
    this.handler = new FetchSessionHandler(log, node);
  }

  /** Whether a fetch is unanswered. */
  public boolean isBusy() {
    return busy;
  }

  /** Asks for these partitions and forgets all others; only while not busy. */
  public void fetch(Collection<FetchPosition> positions, Reply<Fetched> reply) {
    FetchSessionHandler.Builder builder = handler.newBuilder();
    for (FetchPosition position : positions) {
      builder.add(
          position.partition(),
          new FetchRequest.PartitionData(
              position.topicId(),
              position.offset(),
              FetchRequest.INVALID_LOG_START_OFFSET,
              limits.partitionMaxBytes(),
              Optional.empty(),
              position.lastEpoch() < 0 ? Optional.empty() : Optional.of(position.lastEpoch())));
    }
    FetchSessionHandler.FetchRequestData asked = builder.build();
    short newest = asked.canUseTopicIds() ? NEWEST_WITH_IDS : NEWEST_BY_NAME;
    busy = true;
    peer.ask(
        node,
        ChannelRouter.FETCH_LANE,
        new Call<>(ApiKeys.FETCH, newest, version -> request(asked, (short) version), this::decode),
        new Ending(reply));
  }

  private org.apache.kafka.common.protocol.ApiMessage request(
      FetchSessionHandler.FetchRequestData asked, short version) {
    return FetchRequest.Builder.forConsumer(version, limits.maxWaitMillis(), 1, asked.toSend())
        .isolationLevel(
            limits.committedOnly()
                ? IsolationLevel.READ_COMMITTED
                : IsolationLevel.READ_UNCOMMITTED)
        .setMaxBytes(limits.maxBytes())
        .metadata(asked.metadata())
        .removed(asked.toForget())
        .replaced(asked.toReplace())
        .build(version)
        .data();
  }

  private Call.Decoded<Fetched> decode(
      ByteBufferAccessor body, short version, NetworkReceive receive) {
    FetchResponse response = FetchResponse.parse(body, version);
    Frame frame = new Frame(receive);
    List<FetchedPartition> partitions = new ArrayList<>();
    if (handler.handleResponse(response, version)) {
      LinkedHashMap<TopicPartition, FetchResponseData.PartitionData> data =
          response.responseData(handler.sessionTopicNames(), version);
      for (Map.Entry<TopicPartition, FetchResponseData.PartitionData> entry : data.entrySet()) {
        partitions.add(partition(entry.getKey(), entry.getValue()));
      }
    }
    return new Call.Decoded<>(new Fetched(frame, partitions), response.throttleTimeMs());
  }

  private static FetchedPartition partition(
      TopicPartition partition, FetchResponseData.PartitionData data) {
    List<FetchedPartition.Aborted> aborted = new ArrayList<>();
    if (data.abortedTransactions() != null) {
      data.abortedTransactions()
          .forEach(a -> aborted.add(new FetchedPartition.Aborted(a.producerId(), a.firstOffset())));
    }
    ByteBuffer records =
        data.records() instanceof MemoryRecords memory ? memory.buffer().slice() : NOTHING;
    return new FetchedPartition(
        partition,
        Outcome.of(data.errorCode()),
        FetchResponse.isDivergingEpoch(data),
        data.logStartOffset(),
        data.highWatermark(),
        data.lastStableOffset(),
        records,
        aborted);
  }

  private final class Ending implements Reply<Fetched> {
    private final Reply<Fetched> next;

    Ending(Reply<Fetched> next) {
      this.next = next;
    }

    @Override
    public void answered(Fetched fetched) {
      busy = false;
      next.answered(fetched);
    }

    @Override
    public void failed(WireFailure failure) {
      busy = false;
      // The broker drops the old session with its age; a new one starts in full.
      handler = new FetchSessionHandler(log, node);
      next.failed(failure);
    }
  }
}
