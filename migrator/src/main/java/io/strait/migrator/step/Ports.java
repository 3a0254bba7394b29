package io.strait.migrator.step;

/**
 * Everything through which steps act on the world.
 *
 * @param links runs the two links
 * @param writes stops and releases writers
 * @param groups moves consumer groups
 * @param prover compares
 * @param routes tells clients
 * @param logs says which partitions there are
 * @param grants permissions to write that wait for the promotion
 */
public record Ports(
    LinkHost links,
    WriteBarrier writes,
    GroupBarrier groups,
    Prover prover,
    RouteBoard routes,
    WaveLogs logs,
    WriterGrants grants) {}
