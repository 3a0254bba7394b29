package io.strait.migrator.step;

import io.strait.migrator.gate.BudgetGate;

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
 * @param budgets says whether an error budget allows the wave
 */
public record Ports(
    LinkHost links,
    WriteBarrier writes,
    GroupBarrier groups,
    Prover prover,
    RouteBoard routes,
    WaveLogs logs,
    WriterGrants grants,
    BudgetGate budgets) {}
