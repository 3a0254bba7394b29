package io.strait.ops.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.strait.ops.flow.LinkFlow;
import io.strait.ops.view.DaemonStatus;
import io.strait.ops.view.Delay;
import io.strait.ops.view.LinkLosses;
import io.strait.ops.view.Readiness;
import io.strait.ops.view.TwinStatus;
import io.strait.ops.view.WaveStatus;
import io.strait.replicator.progress.GapCause;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.sync.Handling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The metrics of one daemon.
 *
 * <p>Gauges of what is not known yet are left out rather than reported as -1. Counters restart at 0
 * with the engine, as Prometheus expects of a restarted process.
 */
public final class Metrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Supplier<DaemonStatus> status;
  private final Set<String> counted = new HashSet<>();
  private final MultiGauge lag;
  private final MultiGauge delay;
  private final MultiGauge owner;
  private final MultiGauge state;
  private final MultiGauge guard;
  private final MultiGauge mode;
  private final MultiGauge limit;
  private final MultiGauge letters;
  private final MultiGauge gaps;
  private final MultiGauge differences;
  private final MultiGauge kept;
  private final MultiGauge migration;
  private final MultiGauge refused;
  private final MultiGauge ready;
  private final SloMetrics promises;
  private final AuditMetrics audits;

  /** Registers everything; {@code status} is asked at each scrape and must not block. */
  public Metrics(Supplier<DaemonStatus> status) {
    this.status = status;
    lag =
        gauge(
            "strait.link.lag.records",
            "Records on the source that the target has not acknowledged.");
    delay =
        gauge(
            "strait.link.delay.seconds",
            "Age, at acknowledgement, of the newest record copied; 0 when nothing is behind.");
    owner = gauge("strait.link.owner", "1 if this process holds the link's lease, 0 on a standby.");
    state = gauge("strait.link.partition.state", "1 for the state the partition is in.");
    guard = gauge("strait.link.partition.guard", "1 for the state of the broker's sequence check.");
    mode = gauge("strait.link.partition.mode", "1 for how the partition's offsets relate.");
    limit = gauge("strait.link.limit.bytes", "Bytes per second the link may go, 0 for no limit.");
    letters = gauge("strait.link.dead.letters", "Dead letters that nobody has settled yet.");
    refused =
        gauge("strait.link.refused.topics", "Topics that the link cannot mirror, for now or ever.");
    gaps = gauge("strait.link.gaps", "Entries of the link's gap ledger, by cause.");
    differences =
        gauge(
            "strait.twin.differences",
            "In what the link's target differs from its source, by what becomes of it.");
    kept =
        gauge(
            "strait.twin.last.success.seconds",
            "Unix time of the last pass that compared and closed without a fault; 0 before it.");
    migration = gauge("strait.migration.state", "1 for the state the wave's migration is in.");
    audits = new AuditMetrics(registry);
    ready = gauge("strait.ready", "1 if /health/ready says yes.");
    promises = new SloMetrics(registry, () -> status.get().promises());
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** The Prometheus text format, version 0.0.4. */
  public synchronized String scrape() {
    DaemonStatus now = status.get();
    for (LinkProgress link : now.links()) {
      count(link.link().name().value());
      link.partitions().stream()
          .flatMap(partition -> partition.counts().rewrittenRecords().keySet().stream())
          .distinct()
          .forEach(reason -> countRewritten(link.link().name().value(), reason));
    }
    lag.register(partitionRows(now, PartitionProgress::lag, 1), true);
    delay.register(partitionRows(now, Delay::of, 1_000), true);
    owner.register(
        now.links().stream().map(link -> Row.of(tags(link), link.owner() ? 1 : 0)).toList(), true);
    state.register(labelRows(now, "state", partition -> partition.state().name()), true);
    guard.register(labelRows(now, "guard", partition -> partition.guard().name()), true);
    mode.register(labelRows(now, "mode", partition -> partition.mode().name()), true);
    limit.register(now.flows().stream().map(Metrics::row).toList(), true);
    letters.register(
        now.losses().stream()
            .map(one -> Row.of(Tags.of("link", one.link().value()), one.deadLetters()))
            .toList(),
        true);
    refused.register(
        now.links().stream().map(link -> Row.of(tags(link), link.refused().size())).toList(), true);
    gaps.register(now.losses().stream().flatMap(Metrics::rows).toList(), true);
    differences.register(now.twins().stream().flatMap(Metrics::rows).toList(), true);
    audits.register(now.audits());
    kept.register(now.twins().stream().map(Metrics::row).toList(), true);
    migration.register(now.waves().stream().map(Metrics::row).toList(), true);
    ready.register(List.of(Row.of(Tags.empty(), Readiness.of(now).ready() ? 1 : 0)), true);
    promises.update();
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private MultiGauge gauge(String name, String help) {
    return MultiGauge.builder(name).description(help).register(registry);
  }

  private void count(String link) {
    if (counted.add(link)) {
      counter(
          link,
          "strait.link.copied.records",
          "Records acknowledged by the target.",
          LinkProgress::recordsCopied);
      counter(
          link,
          "strait.link.copied.bytes",
          "Bytes of batches acknowledged by the target.",
          LinkProgress::bytesCopied);
      counter(
          link,
          "strait.link.gap.offsets",
          "Source offsets without data that were taken up on the target.",
          of(partition -> partition.counts().gapOffsets()));
      counter(
          link,
          "strait.link.aborted.records",
          "Records dropped because their transaction was aborted.",
          of(partition -> partition.counts().abortedRecords()));
      counter(
          link,
          "strait.link.filtered.records",
          "Records that a filter or transform left out.",
          of(partition -> partition.counts().filteredRecords()));
      counter(
          link,
          "strait.link.lost.offsets",
          "Source offsets in the gap ledger that are lost for good.",
          of(partition -> partition.counts().lostOffsets()));
    }
  }

  private void countRewritten(String link, String reason) {
    if (counted.add(link + "|" + reason)) {
      counter(
          link,
          "strait.link.rewritten.records",
          "Records that did not pass as they were, by reason.",
          of(partition -> partition.counts().rewrittenRecords().getOrDefault(reason, 0L)),
          "reason",
          reason);
    }
  }

  private void counter(
      String link,
      String name,
      String help,
      ToLongFunction<LinkProgress> value,
      String... moreTags) {
    FunctionCounter.builder(name, this, metrics -> metrics.sum(link, value))
        .description(help)
        .tag("link", link)
        .tags(moreTags)
        .register(registry);
  }

  private static ToLongFunction<LinkProgress> of(ToLongFunction<PartitionProgress> value) {
    return link -> link.partitions().stream().mapToLong(value).sum();
  }

  private double sum(String link, ToLongFunction<LinkProgress> value) {
    return status.get().links().stream()
        .filter(progress -> progress.link().name().value().equals(link))
        .mapToLong(value)
        .sum();
  }

  private static List<Row<?>> partitionRows(
      DaemonStatus status, ToLongFunction<PartitionProgress> value, double divisor) {
    List<Row<?>> rows = new ArrayList<>();
    for (LinkProgress link : status.links()) {
      for (PartitionProgress partition : link.partitions()) {
        if (value.applyAsLong(partition) >= 0) {
          rows.add(Row.of(tags(link, partition), value.applyAsLong(partition) / divisor));
        }
      }
    }
    return rows;
  }

  private static List<Row<?>> labelRows(
      DaemonStatus status,
      String label,
      java.util.function.Function<PartitionProgress, String> value) {
    List<Row<?>> rows = new ArrayList<>();
    for (LinkProgress link : status.links()) {
      for (PartitionProgress partition : link.partitions()) {
        rows.add(Row.of(tags(link, partition).and(label, value.apply(partition)), 1));
      }
    }
    return rows;
  }

  /** All causes, so that an increase from 0 is seen. */
  private static Stream<Row<?>> rows(LinkLosses losses) {
    return Arrays.stream(GapCause.values())
        .map(
            cause ->
                Row.of(
                    Tags.of("link", losses.link().value(), "cause", cause.name()),
                    losses.gaps().getOrDefault(cause, 0L)));
  }

  /** All handlings, so that an increase from 0 is seen. */
  private static Stream<Row<?>> rows(TwinStatus twin) {
    return Arrays.stream(Handling.values())
        .map(
            handling ->
                Row.of(
                    tags(twin).and("handling", handling.name().toLowerCase(Locale.ROOT)),
                    twin.left().getOrDefault(handling, 0L)));
  }

  private static Row<?> row(TwinStatus twin) {
    return Row.of(tags(twin), twin.lastSuccess().map(Instant::getEpochSecond).orElse(0L));
  }

  private static Tags tags(TwinStatus twin) {
    return Tags.of("link", twin.link().value(), "aspect", twin.aspect().text());
  }

  private static Row<?> row(LinkFlow flow) {
    return Row.of(Tags.of("link", flow.link().value()), flow.settings().bytesPerSecond());
  }

  private static Row<?> row(WaveStatus wave) {
    return Row.of(
        Tags.of(
            "wave", wave.wave(), "state", wave.state(), "owner", Boolean.toString(wave.owner())),
        1);
  }

  private static Tags tags(LinkProgress link) {
    return Tags.of("link", link.link().name().value());
  }

  private static Tags tags(LinkProgress link, PartitionProgress partition) {
    return tags(link)
        .and("topic", partition.target().topic())
        .and("partition", Integer.toString(partition.target().partition()));
  }
}
