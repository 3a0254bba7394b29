package io.strait.validator.session;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Stretch;
import io.strait.validator.check.Stretch.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is known about every source offset that was asked for: in order, without overlap, without a
 * gap. Pure.
 */
final class StretchMap {
  private static final String BEHIND = "not on the target yet";
  private static final String EXPIRED = "no longer on both sides";
  private static final String PARTS = "the logs part here";

  private final OffsetRange asked;
  private final PartitionReport report;
  private final List<Stretch> known = new ArrayList<>();

  private StretchMap(OffsetRange asked, PartitionReport report) {
    this.asked = asked;
    this.report = report;
  }

  /**
   * The stretches of a partition.
   *
   * @param asked what was to be judged
   * @param before what an earlier run had proved and this one did not read again
   * @param report what this run found
   */
  static List<Stretch> of(OffsetRange asked, Optional<OffsetRange> before, PartitionReport report) {
    StretchMap map = new StretchMap(asked, report);
    if (report.stretches().isEmpty()) {
      map.derive();
    } else {
      map.known.addAll(report.stretches());
    }
    before.ifPresent(range -> map.known.add(new Stretch(range, State.PROVED, "")));
    return map.filled();
  }

  private void derive() {
    OffsetRange judged = report.judged();
    long from = report.proven().to();
    known.add(new Stretch(report.proven(), State.PROVED, ""));
    if (from >= judged.to()) {
      return;
    }
    List<Finding> inside =
        report.findings().stream()
            .filter(one -> one.divergesAt() >= from && one.divergesAt() < judged.to())
            .sorted(Comparator.comparingLong(Finding::divergesAt))
            .toList();
    if (isComplete() && !inside.isEmpty()) {
      pointwise(inside, from, judged.to());
    } else {
      known.add(rest(new OffsetRange(from, judged.to())));
    }
  }

  /** All findings are known, so what lies between them was read and is equal. */
  private void pointwise(List<Finding> findings, long from, long to) {
    long at = from;
    for (Finding finding : findings) {
      long place = finding.divergesAt();
      if (finding.code() == FindingCode.UNVERIFIABLE) {
        add(at, place, State.PROVED, "");
        add(Math.max(at, place), to, State.UNPROVED, finding.evidence());
        return;
      }
      add(at, place, State.PROVED, "");
      add(Math.max(at, place), place + 1, state(finding), why(finding));
      at = Math.max(at, place + 1);
    }
    add(at, to, State.PROVED, "");
  }

  private static State state(Finding finding) {
    return finding.isExplained() ? State.EXPLAINED : State.DIVERGENT;
  }

  private static String why(Finding finding) {
    return finding.code() + finding.explanation().map(cause -> ": " + cause).orElse("");
  }

  private Stretch rest(OffsetRange range) {
    if (report.counts().differences() > 0) {
      return new Stretch(range, State.DIVERGENT, PARTS + ": " + report.counts().byCode());
    }
    if (report.counts().of(FindingCode.UNVERIFIABLE) > 0) {
      return new Stretch(range, State.UNPROVED, unverifiable(range));
    }
    return report.explained().differences() > 0
        ? new Stretch(range, State.EXPLAINED, report.explained().byCode().toString())
        : new Stretch(range, State.UNPROVED, BEHIND);
  }

  /** Whether the sample of findings holds all of them and records behind them stand right. */
  private boolean isComplete() {
    long counted =
        report.counts().plus(report.explained()).byCode().values().stream()
            .mapToLong(Long::longValue)
            .sum();
    return counted == report.findings().size() && report.offsetShifts() == 0;
  }

  private String unverifiable(OffsetRange range) {
    return report.findings().stream()
        .filter(one -> one.code() == FindingCode.UNVERIFIABLE)
        .filter(one -> one.divergesAt() < range.to())
        .max(Comparator.comparingLong(Finding::divergesAt))
        .map(Finding::evidence)
        .orElse("not read");
  }

  /** Clips to what was asked for, joins equal neighbours and names the gaps. */
  private List<Stretch> filled() {
    known.sort(Comparator.comparingLong(stretch -> stretch.range().from()));
    List<Stretch> sorted = List.copyOf(known);
    known.clear();
    long at = asked.from();
    for (Stretch stretch : sorted) {
      long from = Math.max(at, stretch.range().from());
      long to = Math.min(asked.to(), stretch.range().to());
      if (to > from) {
        gap(at, from);
        add(from, to, stretch.state(), stretch.why());
        at = to;
      }
    }
    gap(at, asked.to());
    return joined();
  }

  private void gap(long from, long to) {
    if (to > from) {
      OffsetRange range = new OffsetRange(from, to);
      boolean unread = report.counts().of(FindingCode.UNVERIFIABLE) > 0;
      boolean below = to <= report.judged().from();
      String plain = below ? EXPIRED : BEHIND;
      known.add(new Stretch(range, State.UNPROVED, unread ? unverifiable(range) : plain));
    }
  }

  private void add(long from, long to, State state, String why) {
    if (to > from) {
      known.add(new Stretch(new OffsetRange(from, to), state, why));
    }
  }

  private List<Stretch> joined() {
    List<Stretch> joined = new ArrayList<>();
    for (Stretch next : known) {
      Stretch last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null
          && last.state() == next.state()
          && last.why().equals(next.why())
          && last.range().to() == next.range().from()) {
        OffsetRange both = new OffsetRange(last.range().from(), next.range().to());
        joined.set(joined.size() - 1, new Stretch(both, last.state(), last.why()));
      } else {
        joined.add(next);
      }
    }
    return List.copyOf(joined);
  }
}
