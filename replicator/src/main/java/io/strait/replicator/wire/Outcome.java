package io.strait.replicator.wire;

import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;

/**
 * A broker's answer about one partition.
 *
 * @param answer what it means
 * @param text the error's name in the protocol, with the broker's message if it gave one
 */
public record Outcome(Answer answer, String text) {
  private static final Outcome OK = new Outcome(Answer.OK, "NONE");

  /** The same as an error of kafka-clients' public kinds, so that it is classified as usual. */
  public ApiException exception() {
    return switch (answer) {
      case NOT_AUTHORIZED -> new AuthorizationException(text);
      case MOVED, TRANSIENT, UNKNOWN_TOPIC, OUT_OF_RANGE -> new RetriableAnswer(text);
      case OK, OUT_OF_SEQUENCE, FENCED, BATCH_REFUSED, RECORD_REFUSED, DAMAGED, OTHER ->
          new ApiException(text);
    };
  }

  /** No error. */
  public static Outcome none() {
    return OK;
  }

  /** Whether there was no error. */
  public boolean ok() {
    return answer == Answer.OK;
  }

  static Outcome of(short code) {
    return of(code, null);
  }

  static Outcome of(short code, String message) {
    Errors error = Errors.forCode(code);
    if (error == Errors.NONE) {
      return OK;
    }
    return new Outcome(
        meaning(error), message == null ? error.name() : error.name() + " (" + message + ")");
  }

  // Not exhaustive on purpose: brokers may send any of some 130 codes, and new ones every release.
  private static Answer meaning(Errors error) {
    return switch (error) {
      case NOT_LEADER_OR_FOLLOWER,
          FENCED_LEADER_EPOCH,
          UNKNOWN_LEADER_EPOCH,
          LEADER_NOT_AVAILABLE,
          REPLICA_NOT_AVAILABLE,
          OFFSET_NOT_AVAILABLE,
          KAFKA_STORAGE_ERROR ->
          Answer.MOVED;
      case OFFSET_OUT_OF_RANGE -> Answer.OUT_OF_RANGE;
      case OUT_OF_ORDER_SEQUENCE_NUMBER, DUPLICATE_SEQUENCE_NUMBER, UNKNOWN_PRODUCER_ID ->
          Answer.OUT_OF_SEQUENCE;
      case INVALID_PRODUCER_EPOCH, PRODUCER_FENCED, TRANSACTION_COORDINATOR_FENCED -> Answer.FENCED;
      case UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID, INCONSISTENT_TOPIC_ID ->
          Answer.UNKNOWN_TOPIC;
      case MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE, INVALID_RECORD, INVALID_TIMESTAMP ->
          Answer.RECORD_REFUSED;
      case CORRUPT_MESSAGE -> Answer.DAMAGED;
      case UNSUPPORTED_COMPRESSION_TYPE, UNSUPPORTED_FOR_MESSAGE_FORMAT -> Answer.BATCH_REFUSED;
      default -> byException(error);
    };
  }

  private static Answer byException(Errors error) {
    if (error.exception() instanceof AuthorizationException) {
      return Answer.NOT_AUTHORIZED;
    }
    return error.exception() instanceof RetriableException ? Answer.TRANSIENT : Answer.OTHER;
  }

  /** An error that may pass by itself. */
  private static final class RetriableAnswer extends RetriableException {
    private static final long serialVersionUID = 1L;

    RetriableAnswer(String text) {
      super(text);
    }
  }
}
