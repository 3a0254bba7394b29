package io.strait.replicator.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.network.ByteBufferSend;
import org.apache.kafka.common.network.TransferableChannel;
import org.junit.jupiter.api.Test;

final class PermittedSendTest {
  private final AtomicBoolean permitted = new AtomicBoolean(true);
  private final Slow channel = new Slow();
  private final PermittedSend send =
      new PermittedSend(new ByteBufferSend(ByteBuffer.allocate(3)), permitted::get);

  @Test
  void shouldWriteEverythingWhilePermitted() throws IOException {
    while (!send.completed()) {
      send.writeTo(channel);
    }

    assertThat(channel.written).isEqualTo(3).isEqualTo((int) send.size());
  }

  @Test
  void shouldWriteNoFurtherByteWhenThePermissionLapses() throws IOException {
    send.writeTo(channel);
    permitted.set(false);

    assertThatThrownBy(() -> send.writeTo(channel))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("lapsed");
    assertThat(channel.written).isEqualTo(1);
    assertThat(send.completed()).isFalse();
  }

  /** Takes one byte at a time. */
  private static final class Slow implements TransferableChannel {
    private int written;

    @Override
    public long write(ByteBuffer[] buffers) {
      for (ByteBuffer buffer : buffers) {
        if (buffer.hasRemaining()) {
          return write(buffer);
        }
      }
      return 0;
    }

    @Override
    public long write(ByteBuffer[] buffers, int offset, int length) {
      return write(buffers);
    }

    @Override
    public int write(ByteBuffer buffer) {
      buffer.get();
      written++;
      return 1;
    }

    @Override
    public boolean hasPendingWrites() {
      return false;
    }

    @Override
    public long transferFrom(java.nio.channels.FileChannel file, long position, long count) {
      return 0;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // Nothing to close.
    }
  }
}
