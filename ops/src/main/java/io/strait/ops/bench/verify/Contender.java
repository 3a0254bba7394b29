package io.strait.ops.bench.verify;

import java.util.List;

/**
 * A program that compares.
 *
 * @param label in the report
 * @param cells under which its figures count
 * @param mode of the scan; empty for the two consumers
 */
record Contender(String label, List<String> cells, String mode) {
  static final String FULL = "verify-full";
  static final String FAST = "verify-fast";
  static final String CONSUMERS = "consumers";

  /** In the order of the first round. */
  static final List<Contender> ALL =
      List.of(
          new Contender(CONSUMERS, List.of(FULL, FAST), ""),
          new Contender("strait", List.of(FULL), "FULL"),
          new Contender("strait", List.of(FAST), "FAST"));
}
