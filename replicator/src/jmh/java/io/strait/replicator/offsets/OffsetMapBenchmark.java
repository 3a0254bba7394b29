package io.strait.replicator.offsets;

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

/** What it costs to note a discontinuity and to translate an offset, by the size of the map. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class OffsetMapBenchmark {
  /** Ten records, then an offset without data, and so on. */
  private static final int STRIDE = 10;

  private static final int MOST_GROWN = 1_000_000;

  /** Discontinuities in the map. */
  @Param({"100", "100000"})
  public int size;

  private OffsetMap map = OffsetMap.equalOffsets();
  private OffsetMap grown = OffsetMap.equalOffsets();
  private long end;
  private long asked;

  /** Makes the map. */
  @Setup
  public void make() {
    for (int i = 1; i <= size; i++) {
      map = map.with((long) i * STRIDE, (long) i * STRIDE + i);
    }
    grown = map;
    end = (long) (size + 1) * STRIDE;
  }

  /** One more discontinuity behind the others, as copying adds them. */
  @Benchmark
  public OffsetMap note() {
    if (grown.size() > map.size() + MOST_GROWN) {
      grown = map;
    }
    long target = (long) (grown.size() + 2) * STRIDE;
    grown = grown.with(target, target + grown.size() + 2);
    return grown;
  }

  /** Target to source. */
  @Benchmark
  public Translation toSource() {
    return map.sourceOf(next());
  }

  /** Source to target. */
  @Benchmark
  public Translation toTarget() {
    return map.targetOf(next(), end);
  }

  private long next() {
    asked = (asked + 7_919) % end;
    return asked;
  }
}
