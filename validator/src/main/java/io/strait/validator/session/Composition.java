package io.strait.validator.session;

import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Stretch;
import io.strait.validator.check.Verdict;
import io.strait.validator.contract.Contract;
import io.strait.validator.log.Subject;
import io.strait.validator.records.ScanReport;
import io.strait.validator.records.Summary;
import io.strait.validator.scope.Confidence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts the report of a run together. Pure but for the clock. */
final class Composition {
  private final Terrain terrain;
  private final SessionOptions options;
  private final Instant startedAt;
  private final Clock clock;
  private final List<String> notes = new ArrayList<>();
  private Optional<String> resumedFrom = Optional.empty();
  private Optional<String> state = Optional.empty();

  Composition(Terrain terrain, SessionOptions options, Instant startedAt, Clock clock) {
    this.terrain = terrain;
    this.options = options;
    this.startedAt = startedAt;
    this.clock = clock;
  }

  void note(String note) {
    notes.add(note);
  }

  void resumedFrom(String run) {
    resumedFrom = Optional.of(run);
  }

  void state(String file) {
    state = Optional.of(file);
  }

  Instant startedAt() {
    return startedAt;
  }

  /**
   * The report.
   *
   * @param problems what kept whole scans from happening
   * @param ended why the run was ended early, when it was
   * @param confidence what a sample says
   */
  SessionReport of(
      List<Standing> standings,
      List<String> problems,
      Optional<String> ended,
      Optional<Confidence> confidence,
      long seed) {
    List<String> unknown = new ArrayList<>(terrain.unknown());
    unknown.addAll(problems);
    List<PartitionReport> reports = standings.stream().map(Standing::report).toList();
    Duration took = Duration.between(startedAt, clock.instant());
    ScanReport scan = Summary.of(reports, unknown, startedAt, took);
    List<Stretch> stretches = standings.stream().flatMap(one -> one.stretches().stream()).toList();
    Coverage coverage = Coverage.of(stretches);
    Verdict verdict = verdict(scan.verdict(), ended, confidence, coverage);
    return new SessionReport(
        options.mode(),
        options.selection().text(),
        with(scan, verdict),
        standings,
        coverage,
        contracts(),
        confidence,
        seed,
        terrain.sourceCluster(),
        terrain.targetCluster(),
        ids(),
        resumedFrom,
        state,
        ended.isPresent() && !isWhole(coverage),
        notes);
  }

  private static boolean isWhole(Coverage coverage) {
    return coverage.proven() + coverage.explained() >= coverage.asked();
  }

  private Verdict verdict(
      Verdict scanned, Optional<String> ended, Optional<Confidence> confidence, Coverage coverage) {
    if (scanned instanceof Verdict.Inconclusive && ended.isPresent()) {
      return new Verdict.Inconclusive(cut(ended.get(), coverage));
    }
    if (scanned instanceof Verdict.Passed && ended.isPresent() && !isWhole(coverage)) {
      return new Verdict.Inconclusive(cut(ended.get(), coverage));
    }
    if (scanned instanceof Verdict.Passed
        && coverage.asked() == 0
        && !options.selection().window().isAll()) {
      return new Verdict.Inconclusive(
          "there was nothing to judge: no source record stands in the window "
              + options.selection().text());
    }
    if (scanned instanceof Verdict.Passed && confidence.isPresent()) {
      return new Verdict.Sampled(confidence.get().text());
    }
    return scanned;
  }

  private String cut(String why, Coverage coverage) {
    String proven =
        String.format(
            Locale.ROOT,
            "%s: %.2f %% of the offsets asked for are proved (%,d of %,d)",
            why,
            coverage.percent(),
            coverage.proven() + coverage.explained(),
            coverage.asked());
    boolean kept = state.isPresent() && options.mode() != Mode.SAMPLE;
    return kept
        ? proven
            + (options.mode() == Mode.SINCE_LAST
                ? "; run the same again to go on"
                : "; run the same with --resume to go on")
        : proven;
  }

  private Map<String, String> contracts() {
    Map<String, String> words = new TreeMap<>();
    for (Subject subject : terrain.subjects()) {
      words.computeIfAbsent(
          subject.topic().source(),
          topic -> words(options.scan().contracts().apply(subject.topic())));
    }
    return words;
  }

  private static String words(Contract contract) {
    String placement =
        contract.placement() == Contract.Placement.BY_KEY ? "; partitions by key" : "";
    return contract.offsets().word() + "; " + contract.expectation().text() + placement;
  }

  private Map<String, String> ids() {
    Map<String, String> ids = new TreeMap<>(terrain.sourceTopicIds());
    ids.values().removeIf(String::isEmpty);
    return ids;
  }

  private static ScanReport with(ScanReport scan, Verdict verdict) {
    return new ScanReport(
        verdict,
        scan.records(),
        scan.partitions(),
        scan.findings(),
        scan.counts(),
        scan.startedAt(),
        scan.duration());
  }
}
