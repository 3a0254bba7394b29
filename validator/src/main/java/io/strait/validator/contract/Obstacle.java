package io.strait.validator.contract;

import io.strait.validator.check.FindingCode;

/**
 * Why the records of a topic cannot be judged, before any of them is read.
 *
 * @param code what to call it in the report, mostly UNVERIFIABLE
 * @param why a sentence, with what to do about it
 */
public record Obstacle(FindingCode code, String why) {
  /** One that only shows a gap in the proof. */
  public static Obstacle unverifiable(String why) {
    return new Obstacle(FindingCode.UNVERIFIABLE, why);
  }
}
