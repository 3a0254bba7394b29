package io.strait.validator.raw;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.NetworkReceive;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Kafka's selector, remembering which frame each answer came in, so that the frame can be used
 * again once the answer's records are read. Confined to one thread.
 */
final class FrameSelector extends Selector {
  private final FramePool pool;
  private final Map<Integer, ByteBuffer> frames = new HashMap<>();

  FrameSelector(Metrics metrics, ChannelBuilder channels, FramePool pool, LogContext log) {
    super(
        Integer.MAX_VALUE - 64,
        NO_IDLE_TIMEOUT_MS,
        metrics,
        Time.SYSTEM,
        "strait-raw",
        Map.of(),
        false,
        false,
        channels,
        pool,
        log);
    this.pool = pool;
  }

  /** An answer begins with the number of its request. */
  @Override
  public Collection<NetworkReceive> completedReceives() {
    Collection<NetworkReceive> receives = super.completedReceives();
    for (NetworkReceive receive : receives) {
      if (receive.payload().isDirect()) {
        frames.put(receive.payload().getInt(0), receive.payload());
      }
    }
    return receives;
  }

  /** The records of this answer are not looked at any more. */
  void release(int correlation) {
    ByteBuffer frame = frames.remove(correlation);
    if (frame != null) {
      pool.release(frame);
    }
  }
}
