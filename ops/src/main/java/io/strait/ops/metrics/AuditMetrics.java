package io.strait.ops.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.strait.ops.view.AuditStatus;
import io.strait.validator.audit.AuditSummary;
import io.strait.validator.audit.SealedRange;
import io.strait.validator.check.FindingCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What audits of links found, as gauges; all states and codes, so that an increase is seen. */
final class AuditMetrics {
  private final MultiGauge offsets;
  private final MultiGauge coverage;
  private final MultiGauge lag;
  private final MultiGauge delay;
  private final MultiGauge suspects;
  private final MultiGauge findings;
  private final MultiGauge unequal;
  private final MultiGauge uncovered;
  private final MultiGauge uncoveredOffsets;
  private final MultiGauge database;
  private final MultiGauge up;

  AuditMetrics(MeterRegistry registry) {
    offsets =
        gauge(registry, "strait.audit.offsets", "Sealed source offsets by what is known of them.");
    coverage =
        gauge(
            registry,
            "strait.audit.coverage",
            "Share of the offsets that are sealed, or cannot be audited, that is proved, 0 to 1.");
    uncovered =
        gauge(
            registry,
            "strait.audit.uncovered.partitions",
            "Source partitions that cannot be audited at all.");
    uncoveredOffsets =
        gauge(
            registry,
            "strait.audit.uncovered.offsets",
            "Committed source offsets of those partitions that are not sealed.");
    lag = gauge(registry, "strait.audit.lag.records", "Source offsets that are not sealed yet.");
    delay =
        gauge(
            registry,
            "strait.audit.lag.seconds",
            "For how long the oldest of the source offsets not sealed have been seen to wait.");
    suspects =
        gauge(registry, "strait.audit.suspects", "Differences that wait to be judged again.");
    findings = gauge(registry, "strait.audit.findings", "Confirmed findings by code.");
    unequal =
        gauge(
            registry, "strait.audit.unequal.windows", "Event-time windows in which sides differ.");
    database =
        gauge(
            registry,
            "strait.audit.database.up",
            "1 if the database follows the audit, 0 while it does not.");
    up = gauge(registry, "strait.audit.up", "1 if the last look at the link succeeded.");
  }

  /** The figures of the audits of this process. */
  void register(List<AuditStatus> audits) {
    offsets.register(rows(audits, AuditMetrics::offsets), true);
    coverage.register(rows(audits, one -> one(AuditSummary::coverage, one)), true);
    uncovered.register(rows(audits, one -> one(all -> all.uncovered().partitions(), one)), true);
    uncoveredOffsets.register(
        rows(audits, one -> one(all -> all.uncovered().offsets(), one)), true);
    lag.register(rows(audits, one -> one(AuditSummary::lagOffsets, one)), true);
    delay.register(rows(audits, one -> one(all -> all.lagMillis() / 1_000.0, one)), true);
    suspects.register(rows(audits, one -> one(AuditSummary::suspects, one)), true);
    findings.register(rows(audits, AuditMetrics::findings), true);
    unequal.register(rows(audits, one -> one(AuditSummary::unequal, one)), true);
    List<Row<?>> followed = new ArrayList<>();
    List<Row<?>> looked = new ArrayList<>();
    for (AuditStatus one : audits) {
      Tags tags = Tags.of("link", one.link().value());
      looked.add(Row.of(tags, one.problem().isEmpty() ? 1 : 0));
      one.sink().ifPresent(sink -> followed.add(Row.of(tags, sink.problem().isEmpty() ? 1 : 0)));
    }
    database.register(followed, true);
    up.register(looked, true);
  }

  /** A figure with the tags that it has besides the link. */
  private record Figure(Tags tags, double value) {}

  private static Stream<Figure> one(ToDoubleFunction<AuditSummary> value, AuditSummary audit) {
    return Stream.of(new Figure(Tags.empty(), value.applyAsDouble(audit)));
  }

  private static Stream<Figure> offsets(AuditSummary audit) {
    return Arrays.stream(SealedRange.State.values())
        .map(
            state ->
                new Figure(
                    Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
                    audit.totals().of(state)));
  }

  private static Stream<Figure> findings(AuditSummary audit) {
    return Arrays.stream(FindingCode.values())
        .filter(code -> code.family() == FindingCode.Family.RECORDS)
        .map(
            code ->
                new Figure(Tags.of("code", code.name()), audit.findings().getOrDefault(code, 0L)));
  }

  private static List<Row<?>> rows(
      List<AuditStatus> audits, Function<AuditSummary, Stream<Figure>> figures) {
    List<Row<?>> rows = new ArrayList<>();
    for (AuditStatus audit : audits) {
      audit.snapshot().stream()
          .flatMap(one -> figures.apply(one.summary()))
          .forEach(
              figure ->
                  rows.add(
                      Row.of(figure.tags().and("link", audit.link().value()), figure.value())));
    }
    return rows;
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String help) {
    return MultiGauge.builder(name).description(help).register(registry);
  }
}
