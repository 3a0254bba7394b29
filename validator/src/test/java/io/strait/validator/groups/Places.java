package io.strait.validator.groups;

import io.strait.validator.check.OffsetRelation;
import io.strait.validator.digest.Fingerprinter;
import java.util.Optional;

/** Makes judges over logs in memory. */
final class Places {
  private Places() {}

  static PositionJudge judge(ListLog source, ListLog target, Optional<OffsetRelation> claim) {
    return judge(source, target, claim, false);
  }

  static PositionJudge judge(
      ListLog source, ListLog target, Optional<OffsetRelation> claim, boolean compacted) {
    Fingerprinter prints = new Fingerprinter(7);
    return new PositionJudge(
        new LogSide(source, Optional::of, prints, source::atTime),
        new LogSide(target, Optional::of, prints, target::atTime),
        claim,
        compacted);
  }
}
