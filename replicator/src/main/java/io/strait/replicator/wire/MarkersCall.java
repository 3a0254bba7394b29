package io.strait.replicator.wire;

import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarker;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarkerTopic;
import org.apache.kafka.common.message.WriteTxnMarkersResponseData;
import org.apache.kafka.common.message.WriteTxnMarkersResponseData.WritableTxnMarkerPartitionResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Appends abort markers to one partition (KIP-98), answered by its leader.
 *
 * <p>The broker appends them one after another and joins the answers of one producer id, so an
 * error may hide that some were appended; nothing numbers them, so a repeat is appended again.
 */
final class MarkersCall {
  private static final int EPOCH_MASK = Short.MAX_VALUE;

  private MarkersCall() {}

  static Call<Outcome> of(TopicPartition partition, long producerId, int ownerEpoch, int count) {
    WritableTxnMarker marker =
        new WritableTxnMarker()
            .setProducerId(producerId)
            .setProducerEpoch((short) (ownerEpoch & EPOCH_MASK))
            .setCoordinatorEpoch(ownerEpoch)
            .setTransactionResult(false)
            .setTopics(
                List.of(
                    new WritableTxnMarkerTopic()
                        .setName(partition.topic())
                        .setPartitionIndexes(List.of(partition.partition()))));
    return Call.copying(
        ApiKeys.WRITE_TXN_MARKERS,
        1,
        version -> new WriteTxnMarkersRequestData().setMarkers(Collections.nCopies(count, marker)),
        (body, version) ->
            new Call.Decoded<>(outcome(new WriteTxnMarkersResponseData(body, version)), 0));
  }

  private static Outcome outcome(WriteTxnMarkersResponseData data) {
    return data.markers().stream()
        .flatMap(marker -> marker.topics().stream())
        .flatMap(topic -> topic.partitions().stream())
        .map(WritableTxnMarkerPartitionResult::errorCode)
        .filter(code -> code != Errors.NONE.code())
        .findFirst()
        .map(Outcome::of)
        .orElseGet(() -> data.markers().isEmpty() ? unknown() : Outcome.none());
  }

  /** An answer about nothing says nothing. */
  private static Outcome unknown() {
    return Outcome.of(Errors.UNKNOWN_SERVER_ERROR.code());
  }
}
