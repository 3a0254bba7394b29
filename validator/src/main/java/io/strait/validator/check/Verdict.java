package io.strait.validator.check;

import java.util.List;

/** What a judgement came to. Nothing that could not be read ever counts as passed. */
public sealed interface Verdict {

  /** Everything that was asked for was read on both sides and is equal. */
  record Passed() implements Verdict {}

  /**
   * At least one difference was seen, and seen again after the grace period.
   *
   * @param findings a bounded sample in order of topic, partition and offset; never empty
   */
  record Failed(List<Finding> findings) implements Verdict {
    /** Refuses an empty list: a failure without a finding cannot be acted upon. */
    public Failed {
      findings = List.copyOf(findings);
      if (findings.isEmpty()) {
        throw new IllegalArgumentException("a failed verdict carries no finding; it needs one");
      }
    }
  }

  /**
   * No difference was seen, but part of what was asked for could not be read.
   *
   * @param reason what was not read and why
   */
  record Inconclusive(String reason) implements Verdict {}

  /**
   * No difference was seen in what was drawn by chance. Says nothing about the rest, so it is never
   * passed.
   *
   * @param confidence what the sample says, in one sentence
   */
  record Sampled(String confidence) implements Verdict {}

  /**
   * The word used in reports: {@code passed}, {@code failed}, {@code sampled} or {@code
   * inconclusive}.
   */
  default String word() {
    if (this instanceof Passed) {
      return "passed";
    }
    if (this instanceof Sampled) {
      return "sampled";
    }
    return this instanceof Failed ? "failed" : "inconclusive";
  }
}
