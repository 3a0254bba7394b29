package io.strait.ops.bench.verify;

import io.strait.ops.bench.data.Batch;
import io.strait.ops.bench.data.Codec;
import io.strait.ops.bench.data.Shape;
import io.strait.ops.bench.data.Values;
import java.nio.file.Path;
import java.util.List;

/**
 * What shall be measured.
 *
 * @param codecs of the data
 * @param sizeMib of values in each topic
 * @param rounds every program once in each
 * @param partitions of each topic
 * @param heapMib of the scan
 * @param seed of everything random
 * @param quick whether the figures are rough
 * @param home root of the installation
 * @param folder for clusters, configuration and logs
 */
public record VerifyPlan(
    List<Codec> codecs,
    int sizeMib,
    int rounds,
    int partitions,
    int heapMib,
    long seed,
    boolean quick,
    Path home,
    Path folder) {
  /** Keeps a copy. */
  public VerifyPlan {
    codecs = List.copyOf(codecs);
  }

  List<Shape> shapes() {
    return codecs.stream().map(codec -> new Shape(codec, Batch.KIB_128)).toList();
  }

  long records() {
    long all = ((long) sizeMib << 20) / Values.BYTES;
    return Math.max(partitions, all - all % partitions);
  }
}
