package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.network.NetworkSend;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.SendBuilder;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;

/** One call on its way over one connection. */
final class Exchange<T> {
  private final Call<T> call;
  private final Reply<T> reply;
  private final long deadlineMillis;
  private final BooleanSupplier permitted;
  private short version = -1;
  private int correlation = -1;
  private long sentNanos;

  /** {@code deadlineMillis} is on the transport's monotonic clock. */
  Exchange(Call<T> call, Reply<T> reply, long deadlineMillis) {
    this(call, reply, deadlineMillis, () -> true);
  }

  /** The request is only written while {@code permitted} says so. */
  Exchange(Call<T> call, Reply<T> reply, long deadlineMillis, BooleanSupplier permitted) {
    this.call = call;
    this.reply = reply;
    this.deadlineMillis = deadlineMillis;
    this.permitted = permitted;
  }

  long deadlineMillis() {
    return deadlineMillis;
  }

  String name() {
    return call.api().name;
  }

  /** When {@link #toSend} was called, on the clock it was given. */
  long sentNanos() {
    return sentNanos;
  }

  NetworkSend toSend(
      String connection, String clientId, short usedVersion, int correlationId, long nanos) {
    sentNanos = nanos;
    version = usedVersion;
    correlation = correlationId;
    short headerVersion = call.api().requestHeaderVersion(usedVersion);
    RequestHeaderData data =
        new RequestHeaderData()
            .setRequestApiKey(call.api().id)
            .setRequestApiVersion(usedVersion)
            .setClientId(clientId)
            .setCorrelationId(correlationId);
    return new NetworkSend(
        connection,
        new PermittedSend(
            SendBuilder.buildRequestSend(
                new RequestHeader(data, headerVersion), call.request().apply(usedVersion)),
            permitted));
  }

  /**
   * Decodes and delivers.
   *
   * @return how long the broker asks for silence, in milliseconds
   * @throws UnreadableAnswer if the answer cannot be read; nothing was delivered then
   */
  int deliver(NetworkReceive receive) {
    Call.Decoded<T> decoded = decode(receive);
    reply.answered(decoded.value());
    return decoded.throttleMillis();
  }

  private Call.Decoded<T> decode(NetworkReceive receive) {
    ByteBuffer payload = receive.payload();
    try {
      ResponseHeader header =
          ResponseHeader.parse(payload, call.api().responseHeaderVersion(version));
      if (header.correlationId() != correlation) {
        throw new IllegalStateException(
            "carries correlation id " + header.correlationId() + ", not " + correlation);
      }
      return call.decoder().decode(new ByteBufferAccessor(payload), version, receive);
    } catch (RuntimeException e) {
      throw new UnreadableAnswer(name() + " version " + version + ": " + e.getMessage(), e);
    }
  }

  /** The bytes of an answer are not what the protocol says; the connection is of no more use. */
  static final class UnreadableAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableAnswer(String message, RuntimeException cause) {
      super(message, cause);
    }
  }

  void fail(WireFailure failure) {
    reply.failed(failure);
  }

  Call<T> call() {
    return call;
  }
}
