package io.strait.migrator.plan;

/**
 * A step as the operator reads it.
 *
 * @param name stable name
 * @param state label of the state in which it runs
 * @param does one sentence
 * @param takenBackBy one sentence, or empty where nothing needs to be taken back
 */
public record PlannedStep(String name, String state, String does, String takenBackBy) {}
