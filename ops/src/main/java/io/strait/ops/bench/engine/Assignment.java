package io.strait.ops.bench.engine;

import io.strait.ops.bench.data.Codec;
import io.strait.ops.bench.lab.Side;
import java.nio.file.Path;
import java.util.List;

/**
 * What an engine shall copy.
 *
 * @param run unique among the runs of one benchmark; names links, groups and files
 * @param source where from
 * @param target where to
 * @param topics of the same name on both sides, each named in full
 * @param partitions of each topic
 * @param codec of the source's batches, for engines that compress again
 * @param aim what to tune for
 * @param folder for configuration and logs
 */
public record Assignment(
    String run,
    Side source,
    Side target,
    List<String> topics,
    int partitions,
    Codec codec,
    Aim aim,
    Path folder) {}
