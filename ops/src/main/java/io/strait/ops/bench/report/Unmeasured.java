package io.strait.ops.bench.report;

/**
 * A run that was planned and did not happen, or not to its end, because there was no time for it.
 *
 * @param subject what it would have been about
 * @param round which of its rounds
 * @param reason in words
 */
public record Unmeasured(Subject subject, int round, String reason) {}
