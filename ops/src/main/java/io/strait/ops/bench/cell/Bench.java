package io.strait.ops.bench.cell;

import io.strait.ops.bench.engine.Engines;
import io.strait.ops.bench.lab.Lab;
import java.nio.file.Path;

/**
 * What every run needs.
 *
 * @param lab the clusters
 * @param engines what starts engines
 * @param partitions of each topic
 * @param seed of everything random
 * @param folder for configuration and logs of engines
 */
public record Bench(Lab lab, Engines engines, int partitions, long seed, Path folder) {}
