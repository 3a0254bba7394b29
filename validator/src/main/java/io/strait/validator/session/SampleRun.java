package io.strait.validator.session;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.judge.ProofPoint;
import java.util.Optional;

/**
 * One run of a sample.
 *
 * @param drawn the source offsets that were drawn
 * @param judged those of which the image is known; may begin before what was drawn and end behind
 *     it, so that its borders are seen; empty where no image is known
 * @param start where on the target the comparison begins, when that was found by content
 * @param why what to say of drawn offsets that are not judged; empty where all are
 */
record SampleRun(OffsetRange drawn, OffsetRange judged, Optional<ProofPoint> start, String why) {
  /** A run whose image the claim about offsets tells. */
  static SampleRun claimed(OffsetRange drawn) {
    return new SampleRun(drawn, drawn, Optional.empty(), "");
  }

  /** A run that nothing is known of. */
  static SampleRun lost(OffsetRange drawn, String why) {
    return new SampleRun(drawn, new OffsetRange(drawn.from(), drawn.from()), Optional.empty(), why);
  }

  boolean isJudged() {
    return !judged.isEmpty();
  }

  /** What was drawn and is judged. */
  OffsetRange shown() {
    long from = Math.min(Math.max(drawn.from(), judged.from()), drawn.to());
    return new OffsetRange(from, Math.max(from, Math.min(drawn.to(), judged.to())));
  }
}
