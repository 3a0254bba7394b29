package io.strait.replicator.wire;

import java.util.function.IntFunction;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;

/**
 * One request to be built once the broker's versions are known.
 *
 * @param api which request
 * @param newest the newest version this client speaks; the older of both sides is used
 * @param request builds the body for a version
 * @param decoder reads the answer; owns the receive and must release or keep it
 */
record Call<T>(ApiKeys api, short newest, IntFunction<ApiMessage> request, Decoder<T> decoder) {

  /** Reads an answer's body. */
  interface Decoder<T> {
    Decoded<T> decode(ByteBufferAccessor body, short version, NetworkReceive receive);
  }

  /** An answer and how long the broker asks the client to be silent, in milliseconds. */
  record Decoded<T>(T value, int throttleMillis) {}

  /** A decoder for answers that keep nothing of the received memory. */
  interface Copying<T> {
    Decoded<T> decode(ByteBufferAccessor body, short version);
  }

  static <T> Call<T> copying(
      ApiKeys api, int newest, IntFunction<ApiMessage> request, Copying<T> decoder) {
    return new Call<>(
        api,
        (short) newest,
        request,
        (body, version, receive) -> {
          Decoded<T> decoded = decoder.decode(body, version);
          new Frame(receive).release();
          return decoded;
        });
  }
}
