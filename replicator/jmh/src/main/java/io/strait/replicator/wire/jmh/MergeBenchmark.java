package io.strait.replicator.wire.jmh;

import io.strait.replicator.wire.BatchMerge;
import io.strait.replicator.wire.Codec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

/** What it costs to make one batch of 100 batches that hold one record each. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MergeBenchmark {
  private static final int BATCHES = 100;
  private static final int LARGEST = 1 << 20;

  /** Of all batches. */
  @Param({"none", "lz4", "snappy", "zstd", "gzip"})
  public String codec;

  private final BatchMerge merge = new BatchMerge();
  private final List<ByteBuffer> tiny = new ArrayList<>();

  /** For JMH. */
  public MergeBenchmark() {}

  /** Makes the batches. */
  @Setup
  public void batches() {
    for (int i = 0; i < BATCHES; i++) {
      tiny.add(Batches.of(codec, 1, 1_024));
    }
  }

  /** Merges them. */
  @Benchmark
  public Optional<ByteBuffer> mergeTiny() {
    merge.begin(Codec.named(codec).orElseThrow());
    for (ByteBuffer batch : tiny) {
      merge.add(batch, 0, batch.limit());
    }
    return merge.batch(0, LARGEST);
  }
}
