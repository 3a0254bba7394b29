package io.strait.ops.bench;

import io.strait.ops.bench.data.Batch;
import io.strait.ops.bench.data.Codec;
import io.strait.ops.bench.data.Shape;
import io.strait.ops.bench.data.Values;
import io.strait.ops.bench.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What shall be measured.
 *
 * @param cells kinds of runs
 * @param engines who takes part
 * @param codecs of the data for catching up
 * @param batches of the data for catching up
 * @param sizeMib of values in each topic; topics of one-record batches hold an eighth
 * @param rounds every engine once in each
 * @param partitions of each topic
 * @param seed of everything random
 * @param quick whether to leave out what takes long
 * @param home root of the installation
 * @param folder for clusters, configuration and logs
 */
public record BenchPlan(
    Set<Cell> cells,
    Set<Engine> engines,
    Set<Codec> codecs,
    Set<Batch> batches,
    int sizeMib,
    int rounds,
    int partitions,
    long seed,
    boolean quick,
    Path home,
    Path folder) {
  private static final int SINGLE_SHARE = 8;

  /** Every codec with every batch size. */
  public List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    for (Batch batch : batches) {
      for (Codec codec : codecs) {
        shapes.add(new Shape(codec, batch));
      }
    }
    return shapes;
  }

  /** How many records a shape's topic holds. */
  public long records(Shape shape) {
    long all = ((long) sizeMib << 20) / Values.BYTES;
    long wanted = shape.batch() == Batch.ONE ? all / SINGLE_SHARE : all;
    return Math.max(partitions, wanted - wanted % partitions);
  }

  /** Mirrors that take part. */
  public List<Engine> mirrors() {
    return engines.stream().filter(Engine::mirrors).toList();
  }

  /** How often each engine that warms the brokers up copies. */
  public int warmTurns() {
    return quick ? 2 : 6;
  }

  /** How long a live load warms the engines up. */
  public int warmSeconds() {
    return quick ? 4 : 10;
  }

  /** How long a live load is measured. */
  public int liveSeconds() {
    return quick ? 6 : 20;
  }
}
