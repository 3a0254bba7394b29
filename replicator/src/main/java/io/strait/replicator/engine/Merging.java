package io.strait.replicator.engine;

import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.BatchMerge;
import io.strait.replicator.wire.Codec;
import io.strait.replicator.wire.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Makes one batch of small ones that wait anyway, where that costs less than to pass them one by
 * one. Never waits for more. Switches itself on and off by the mean of the batches it sees; owned
 * by the pump's thread.
 */
final class Merging {
  /** Uncompressed bytes of a merged batch. */
  static final int MOST_BYTES = 256 * 1024;

  /** So that a codec that makes bytes longer still keeps within the target's bound. */
  private static final int HEADROOM = 1024;

  /**
   * Passing a batch costs the target 14 to 19 microseconds and the pump some 10; in between it
   * stays as it is.
   */
  private static final double ON_BELOW = 16;

  private static final double OFF_ABOVE = 24;
  private static final double WEIGHT = 1.0 / 16;
  private static final double KIB = 1024;

  private final BatchMerge merge;
  private final IntFunction<Frame> heap;
  private double bytes = -1;
  private double records = -1;
  private boolean on;

  /**
   * @param heap counts so many bytes of a merged batch until the frame is released
   */
  Merging(BatchMerge merge, IntFunction<Frame> heap) {
    this.merge = merge;
    this.heap = heap;
  }

  /** A batch was fetched that may pass. */
  void saw(Step.Append append) {
    bytes = bytes < 0 ? append.size() : bytes + WEIGHT * (append.size() - bytes);
    records = records < 0 ? append.count() : records + WEIGHT * (append.count() - records);
    double cost = micros(BatchHeader.codec(append.buffer(), append.at()), bytes, records);
    on = on ? cost <= OFF_ABOVE : cost < ON_BELOW;
  }

  /** Whether small batches are made one. */
  boolean isOn() {
    return on;
  }

  /**
   * Takes the plain batch in front, together with those behind it that fit.
   *
   * @param most the largest batch that the target takes, in bytes; 0 to leave it alone
   */
  Step.Append take(StepQueue queue, int most) {
    Step.Append first = (Step.Append) queue.peek();
    List<Step.Append> gathered = on && most > 0 ? gather(queue, first, most) : List.of();
    if (gathered.size() < 2) {
      if (gathered.isEmpty()) {
        queue.remove();
      }
      return first;
    }
    Optional<ByteBuffer> made = merge.batch(first.from(), most);
    if (made.isEmpty()) {
      queue.putBack(gathered.subList(1, gathered.size()));
      return first;
    }
    gathered.forEach(Step.Append::release);
    return new Step.Append(
        made.get(),
        0,
        made.get().limit(),
        first.from(),
        merge.count(),
        BatchHeader.maxTimestamp(made.get(), 0),
        Step.Append.PLAIN,
        Optional.of(heap.apply(made.get().limit())));
  }

  private List<Step.Append> gather(StepQueue queue, Step.Append first, int most) {
    List<Step.Append> gathered = new ArrayList<>();
    int room = Math.min(MOST_BYTES, most - HEADROOM);
    long next = first.from();
    merge.begin(BatchHeader.codec(first.buffer(), first.at()));
    while (queue.peek() instanceof Step.Append append
        && !append.isTransactional()
        && append.from() == next
        && merge.bytes() + append.size() <= room
        && merge.add(append.buffer(), append.at(), append.size())) {
      queue.remove();
      gathered.add(append);
      next = append.to();
    }
    return gathered;
  }

  /**
   * CPU time to take a batch apart and to write its records again, as measured with records of 100
   * to 1024 bytes that compress to a half.
   */
  private static double micros(Codec codec, double bytes, double records) {
    double kib = bytes / KIB;
    double perRecord = records * 0.05;
    return perRecord
        + switch (codec) {
          case NONE -> 0.2 + 2 * kib;
          case LZ4 -> 0.4 + 4 * kib;
          case SNAPPY -> 1 + 6 * kib;
          case ZSTD -> 10 + 8 * kib;
          case GZIP -> 8 + 130 * kib;
        };
  }
}
