package io.strait.validator.records;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a suspicion became when its partition was judged again after the grace. Pure.
 *
 * <p>What was seen again is confirmed, what was read again and found equal is dropped. A suspicion
 * whose place retention has taken meanwhile was neither: it makes the range unverifiable.
 */
public final class Recheck {
  private Recheck() {}

  /** What stands now. */
  public static PartitionReport of(PartitionReport suspect, PartitionReport again) {
    long place = suspect.firstDivergence().orElse(Long.MAX_VALUE);
    if (again.counts().differences() > 0 || isReadAgain(again, place)) {
      return again;
    }
    List<Finding> findings = new ArrayList<>(again.findings());
    findings.add(0, lost(suspect, place));
    return new PartitionReport(
        again.topic(),
        again.partition(),
        again.judged(),
        again.proven(),
        again.tally(),
        again.counts().plus(new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 1L))),
        findings);
  }

  /** Whether the second reading got that far; it may have begun behind it or broken off before. */
  private static boolean isReadAgain(PartitionReport again, long place) {
    boolean brokeOff = again.counts().of(FindingCode.UNVERIFIABLE) > 0;
    return place >= again.judged().from() && (!brokeOff || place < again.proven().to());
  }

  private static Finding lost(PartitionReport suspect, long place) {
    Finding first = suspect.findings().get(0);
    return new Finding(
        FindingCode.UNVERIFIABLE,
        suspect.topic(),
        suspect.partition(),
        place,
        OptionalLong.empty(),
        OptionalLong.empty(),
        "seen once and not to be read again: "
            + suspect.counts().byCode()
            + ", first "
            + first.code()
            + ": "
            + first.evidence());
  }
}
