package io.strait.replicator.offsets.jmh;

import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Translating an offset somewhere in history, either way, and noting one more discontinuity. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OffsetMapBenchmark {
  private static final int SOURCE_STEP = 100;
  private static final int TARGET_STEP = 97;
  private static final int APPENDED = 1_000;

  /** How many there are already. */
  @Param({"10", "1000", "1000000"})
  public int discontinuities;

  private final SplittableRandom random = new SplittableRandom(1);
  private OffsetMap map;
  private long targetEnd;

  /** For JMH. */
  public OffsetMapBenchmark() {}

  /** Fills the map. */
  @Setup
  public void map() {
    map = OffsetMap.equalOffsets();
    for (long i = 1; i <= discontinuities; i++) {
      map = map.with(i * TARGET_STEP, i * SOURCE_STEP);
    }
    targetEnd = (discontinuities + 1L) * TARGET_STEP;
  }

  /** Target to source. */
  @Benchmark
  public Translation sourceOf() {
    return map.sourceOf(random.nextLong(targetEnd));
  }

  /** Source to target. */
  @Benchmark
  public Translation targetOf() {
    return map.targetOf(random.nextLong((long) discontinuities * SOURCE_STEP), targetEnd);
  }

  /** One more after the newest, as a copy makes them; a thousand onto an empty map. */
  @Benchmark
  @OperationsPerInvocation(APPENDED)
  public OffsetMap with() {
    OffsetMap newest = OffsetMap.equalOffsets();
    for (long i = 1; i <= APPENDED; i++) {
      newest = newest.with(i * TARGET_STEP, i * SOURCE_STEP);
    }
    return newest;
  }
}
