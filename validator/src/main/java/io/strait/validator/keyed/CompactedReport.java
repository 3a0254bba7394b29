package io.strait.validator.keyed;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Tally;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts together what the comparison of the rest found and what compaction explains. */
final class CompactedReport {
  private static final int EXPLAINED_SHOWN = 3;
  private static final int KEY_SHOWN = 16;

  private final Case one;
  private final Marks marks;
  private final Removed removed;
  private final int readings;

  CompactedReport(Case one, Marks marks, Removed removed, int readings) {
    this.one = one;
    this.marks = marks;
    this.removed = removed;
    this.readings = readings;
  }

  PartitionReport of(PartitionReport rest) {
    List<Finding> findings = new ArrayList<>();
    Map<FindingCode, Long> counts = new EnumMap<>(FindingCode.class);
    rest.counts().byCode().forEach(counts::put);
    for (Finding finding : rest.findings()) {
      findings.add(isLostTombstone(finding) ? renamed(finding, counts) : finding);
    }
    renameUnseen(rest, findings, counts);
    undeleted(rest.judged(), findings, counts);
    FindingCounts explained = explained(rest.judged(), findings);
    findings.sort(Finding.ORDER);
    return new PartitionReport(
            rest.topic(),
            rest.partition(),
            rest.judged(),
            proven(rest),
            tally(rest),
            new FindingCounts(counts),
            rest.explained().plus(explained),
            sampled(findings),
            removed.isEmpty() ? rest.proof() : Optional.empty(),
            rest.stretches(),
            rest.notes())
        .noting(note(explained));
  }

  static PartitionReport unread(PartitionReport first, String why) {
    OffsetRange rest = new OffsetRange(first.proven().to(), first.judged().to());
    Finding gap =
        new Finding(
            FindingCode.UNVERIFIABLE,
            first.topic(),
            first.partition(),
            rest.from(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            "source offsets "
                + rest
                + ": the topic is compacted, the logs differ, and the keys could not be compared: "
                + why);
    FindingCounts counts = new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 1L));
    return first.with(counts, first.explained(), List.of(gap));
  }

  private boolean isLostTombstone(Finding finding) {
    boolean gone = finding.code() == FindingCode.MISSING || finding.code() == FindingCode.CORRUPT;
    return gone
        && finding.sourceOffset().isPresent()
        && marks.lostTombstones.has(finding.sourceOffset().getAsLong());
  }

  private static Finding renamed(Finding finding, Map<FindingCode, Long> counts) {
    counts.merge(finding.code(), -1L, Long::sum);
    counts.merge(FindingCode.TOMBSTONE_LOST, 1L, Long::sum);
    return finding.as(
        FindingCode.TOMBSTONE_LOST,
        "the key was deleted on the source, and the target still has a value for it");
  }

  /** Beyond the sample, a missing record that is a tombstone is one whose key still has a value. */
  private void renameUnseen(
      PartitionReport rest, List<Finding> findings, Map<FindingCode, Long> counts) {
    long sampled =
        rest.findings().stream().filter(one -> one.code() == FindingCode.MISSING).count();
    long unseen = rest.counts().of(FindingCode.MISSING) - sampled;
    long lost = marks.lostTombstones.count(rest.judged().from(), rest.judged().to());
    long named = findings.stream().filter(one -> one.code() == FindingCode.TOMBSTONE_LOST).count();
    long more = Math.max(0, Math.min(unseen, lost - named));
    if (more > 0) {
      counts.merge(FindingCode.MISSING, -more, Long::sum);
      counts.merge(FindingCode.TOMBSTONE_LOST, more, Long::sum);
    }
  }

  private void undeleted(
      OffsetRange judged, List<Finding> findings, Map<FindingCode, Long> counts) {
    long count = removed.undeleted.count(0, Long.MAX_VALUE);
    for (Removed.Place place : removed.places) {
      if (place.undeleted() && place.source() < judged.from()) {
        count--;
      } else if (place.undeleted()) {
        findings.add(undeleted(place));
      }
    }
    counts.merge(FindingCode.TOMBSTONE_LOST, count, Long::sum);
  }

  private Finding undeleted(Removed.Place place) {
    return new Finding(
        FindingCode.TOMBSTONE_LOST,
        one.subject().topic(),
        one.subject().partition(),
        place.source(),
        OptionalLong.empty(),
        OptionalLong.of(place.target()),
        "target offset "
            + place.target()
            + " holds the latest value of "
            + key(place.target())
            + ", of which the source has no record any more, only offsets without records: it was"
            + " deleted there and its tombstone has expired");
  }

  private String key(long offset) {
    Iterator<LogRecord> read = one.target().read(new OffsetRange(offset, offset + 1));
    if (!read.hasNext()) {
      return "a key that can no longer be read";
    }
    byte[] key = read.next().key();
    int shown = Math.min(KEY_SHOWN, key.length);
    return "key "
        + HexFormat.of().formatHex(Arrays.copyOf(key, shown))
        + " ("
        + key.length
        + " bytes)";
  }

  private FindingCounts explained(OffsetRange judged, List<Finding> findings) {
    long onSource = removed.fromTarget.count(judged.from(), judged.to());
    long onTarget = removed.fromSource.count(0, Long.MAX_VALUE);
    long at = removed.fromTarget.next(judged.from());
    for (int i = 0; i < EXPLAINED_SHOWN && at >= 0 && at < judged.to(); i++) {
      findings.add(removedFromTarget(at));
      at = removed.fromTarget.next(at + 1);
    }
    removed.places.stream()
        .filter(place -> !place.undeleted() && place.source() >= judged.from())
        .limit(EXPLAINED_SHOWN)
        .forEach(place -> findings.add(removedFromSource(place)));
    return new FindingCounts(Map.of(FindingCode.MISSING, onSource, FindingCode.FOREIGN, onTarget));
  }

  private Finding removedFromTarget(long offset) {
    return new Finding(
            FindingCode.MISSING,
            one.subject().topic(),
            one.subject().partition(),
            offset,
            OptionalLong.of(offset),
            OptionalLong.empty(),
            "source offset " + offset + " is not on the target")
        .explained(
            "compaction: superseded or deleted on the target, which has an offset without a record"
                + " in its place");
  }

  private Finding removedFromSource(Removed.Place place) {
    return new Finding(
            FindingCode.FOREIGN,
            one.subject().topic(),
            one.subject().partition(),
            place.source(),
            OptionalLong.empty(),
            OptionalLong.of(place.target()),
            "target offset " + place.target() + " is not on the source")
        .explained(
            "compaction: superseded or deleted on the source, which has an offset without a record"
                + " in its place");
  }

  private OffsetRange proven(PartitionReport rest) {
    long to = rest.proven().to();
    for (Removed.Place place : removed.places) {
      if (place.undeleted() && place.source() >= rest.judged().from()) {
        to = Math.min(to, place.source());
      }
    }
    return new OffsetRange(rest.proven().from(), Math.max(rest.proven().from(), to));
  }

  private Tally tally(PartitionReport rest) {
    OffsetRange judged = rest.judged();
    return new Tally(
        rest.sourceRecords() + removed.fromTarget.count(judged.from(), judged.to()),
        rest.targetRecords()
            + removed.fromSource.count(0, Long.MAX_VALUE)
            + removed.undeleted.count(0, Long.MAX_VALUE),
        rest.behind(),
        rest.offsetShifts());
  }

  private List<Finding> sampled(List<Finding> findings) {
    Map<FindingCode, Integer> kept = new EnumMap<>(FindingCode.class);
    List<Finding> sample = new ArrayList<>();
    for (Finding finding : findings) {
      int already = finding.isExplained() ? 0 : kept.merge(finding.code(), 1, Integer::sum);
      if (already <= one.options().samples()) {
        sample.add(finding);
      }
    }
    return sample;
  }

  private String note(FindingCounts explained) {
    String text =
        "compacted topic: latest values of "
            + marks.keys()
            + " keys compared; compaction explains "
            + explained.of(FindingCode.MISSING)
            + " records that only the source still holds and "
            + explained.of(FindingCode.FOREIGN)
            + " that only the target still holds";
    return readings == 1
        ? text
        : text + "; the keys were taken in " + readings + " shares, each with a reading of its own";
  }
}
