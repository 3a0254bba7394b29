package io.strait.replicator.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.network.NetworkReceive;

/**
 * A received response whose memory is shared by the batches sliced from it.
 *
 * <p>Starts with one reference, its receiver's. One thread.
 */
public final class Frame {
  private final Closeable receive;
  private int references = 1;

  Frame(NetworkReceive receive) {
    this.receive = receive;
  }

  Frame(Closeable receive) {
    this.receive = receive;
  }

  /** Memory that belongs to no pool; giving it back does nothing. */
  public static Frame unpooled() {
    return new Frame(() -> {});
  }

  /** One more holder. */
  public void retain() {
    if (references <= 0) {
      throw new IllegalStateException("frame was already released; it cannot be retained again");
    }
    references++;
  }

  /** One holder less; the last one gives the memory back, and no slice may be touched after it. */
  public void release() {
    if (references <= 0) {
      throw new IllegalStateException("frame released more often than retained");
    }
    references--;
    if (references == 0) {
      try {
        receive.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
