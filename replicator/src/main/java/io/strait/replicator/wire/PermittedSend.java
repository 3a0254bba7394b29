package io.strait.replicator.wire;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.network.ByteBufferSend;
import org.apache.kafka.common.network.Send;
import org.apache.kafka.common.network.TransferableChannel;

/**
 * A request that asks for leave before every write to its socket: a process that is stopped between
 * handing a request over and writing it must not write it hours later. What a lapsed permission
 * leaves half written ends with the connection.
 */
final class PermittedSend implements Send {
  private final Send send;
  private final BooleanSupplier permitted;

  PermittedSend(Send send, BooleanSupplier permitted) {
    this.send = send;
    this.permitted = permitted;
  }

  /** Bytes not yet written, if that is known. */
  long remaining() {
    return send instanceof ByteBufferSend buffers ? buffers.remaining() : 0;
  }

  @Override
  public boolean completed() {
    return send.completed();
  }

  @Override
  public long writeTo(TransferableChannel channel) throws IOException {
    if (!permitted.getAsBoolean()) {
      throw new IOException("the permission to send this request has lapsed");
    }
    return send.writeTo(channel);
  }

  @Override
  public long size() {
    return send.size();
  }
}
