package io.strait.ops.bench.cell;

import io.strait.ops.bench.host.Program;
import io.strait.ops.bench.host.Usage;
import io.strait.ops.bench.lab.Lab;

/**
 * One look from outside while an engine works.
 *
 * @param nanos when, by {@link System#nanoTime}
 * @param records on the target so far
 * @param mirror what the engine has used
 * @param target what the target broker has used
 * @param source what the source broker has used
 */
record Observation(long nanos, long records, Usage mirror, Usage target, Usage source) {
  static Observation take(Lab lab, Program program, String topic, int partitions) {
    long records =
        lab.targetTopics().ends(topic, partitions).values().stream()
            .mapToLong(Long::longValue)
            .sum();
    return new Observation(
        System.nanoTime(), records, program.usage(), lab.targetUsage(), lab.sourceUsage());
  }

  double secondsSince(long earlierNanos) {
    return (nanos - earlierNanos) / 1e9;
  }
}
