package io.strait.replicator.wire.jmh;

import io.strait.replicator.wire.Rebuilt;
import io.strait.replicator.wire.RecordPath;
import io.strait.replicator.wire.RecordPlan;
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

/** The record path's whole work on a batch: verify, decompress, frame anew, compress, sum up. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RecordRewriteBenchmark {
  /** Of the source batch, and kept. */
  @Param({"none", "lz4", "zstd"})
  public String codec;

  /** Records of 1 KiB in the batch. */
  @Param({"1", "128"})
  public int records;

  private final RecordPath path = new RecordPath();
  private ByteBuffer batch;
  private RecordPlan plan;

  /** For JMH. */
  public RecordRewriteBenchmark() {}

  /** Makes the batch. */
  @Setup
  public void batch() {
    batch = Batches.of(codec, records, 1_024);
    plan = RecordPlan.exact(0);
  }

  /** Rebuilds it. */
  @Benchmark
  public Rebuilt rebuild() {
    return path.rebuild(batch, 0, batch.limit(), plan);
  }
}
