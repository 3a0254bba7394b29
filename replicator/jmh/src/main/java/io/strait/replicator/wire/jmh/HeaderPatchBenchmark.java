package io.strait.replicator.wire.jmh;

import io.strait.replicator.wire.BatchHeader;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The pass path's one act on a batch: producer id, epoch and sequence go in, and the checksum is
 * corrected by the difference. Beside it a checksum over the whole batch, which it spares: the
 * patch must not grow with the batch, the checksum does.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeaderPatchBenchmark {
  private static final long PRODUCER = 1L << 60;

  /** Records of 1 KiB in the batch. */
  @Param({"1", "16", "128"})
  public int records;

  private ByteBuffer batch;
  private int sequence;

  /** For JMH. */
  public HeaderPatchBenchmark() {}

  /** Makes the batch. */
  @Setup
  public void batch() {
    batch = Batches.of("none", records, 1_024);
  }

  /** Patches by difference. */
  @Benchmark
  public ByteBuffer patch() {
    BatchHeader.stamp(batch, 0, PRODUCER, (short) 0, sequence++ & Integer.MAX_VALUE);
    return batch;
  }

  /** Sums up all of it. */
  @Benchmark
  public int wholeChecksum() {
    return BatchHeader.computedChecksum(batch, 0);
  }
}
