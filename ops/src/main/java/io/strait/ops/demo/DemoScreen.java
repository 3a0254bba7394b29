package io.strait.ops.demo;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * What a person sees: one line per step as it happens, a live line under it, one screen at the end.
 *
 * <p>On a terminal the live line overwrites itself; elsewhere it is printed only with each step.
 * One thread.
 */
final class DemoScreen {
  private static final int WIDTH = 100;

  private final PrintWriter out;
  private final boolean terminal;
  private final long startedNanos = System.nanoTime();

  DemoScreen(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A step was taken. */
  void step(String text) {
    clearLine();
    out.printf(Locale.ROOT, "%6.1f s  %s%n", elapsedSeconds(), text);
    out.flush();
  }

  /** How things stand; replaced by the next one. */
  void live(String text) {
    if (terminal) {
      String line = String.format(Locale.ROOT, "%6.1f s  %s", elapsedSeconds(), text);
      out.print("\r" + (line + " ".repeat(WIDTH)).substring(0, WIDTH));
      out.flush();
    }
  }

  /** The result. */
  void result(DemoReport report) {
    clearLine();
    out.println();
    row("records promised to producers", report.records());
    row("missing (east + west)", report.missing());
    row("duplicates (east + west)", report.duplicates());
    row("reordered (logs + deliveries)", report.reordered());
    row("positions re-read by consumers", report.reread());
    row("positions skipped by consumers", report.skipped());
    row("offsets that differ east/west", report.offsetShifts());
    row("sends that failed", report.sendFailures());
    for (DemoReport.Switch done : report.switches()) {
      text(
          "write pause, " + done.kind() + " " + done.from() + " -> " + done.to(),
          done.writePauseMillis()
              + " ms (longest silence seen by a producer "
              + done.longestSilenceMillis()
              + " ms)");
    }
    text(
        "delay, producer to mirror reader",
        String.format(
            Locale.ROOT,
            "p50 %.0f ms, p99 %.0f ms (%,d records)",
            report.delayMillis().p50(),
            report.delayMillis().p99(),
            report.delayMillis().samples()));
    text(
        "engine CPU",
        String.format(
            Locale.ROOT,
            "%.1f s in all, %.0f %% of one core (%.0f s per GiB at this trickle of %.1f MiB)",
            report.engineCpuSeconds(),
            100 * report.engineCpuSeconds() / report.durationSeconds(),
            report.engineCpuSecondsPerGib(),
            report.engineBytes() / 1048576.0));
    text(
        "independent scan",
        String.format(
            Locale.ROOT,
            "%s, %,d records compared, %d findings",
            report.scan().verdict(),
            report.scan().records(),
            report.scan().findings()));
    schemas(report.schemas());
    text("duration", String.format(Locale.ROOT, "%.1f s", report.durationSeconds()));
    out.println();
    out.println("VERDICT: " + report.verdict());
    report.reasons().forEach(reason -> out.println("  because " + reason));
    out.flush();
  }

  private void schemas(DemoReport.Schemas schemas) {
    if (schemas != null) {
      text(
          "Avro records (" + schemas.registry() + ")",
          String.format(
              Locale.ROOT,
              "%,d, ids %s on east and %s on west; %d undecodable, %d different",
              schemas.records(),
              schemas.eastIds(),
              schemas.westIds(),
              schemas.undecodable(),
              schemas.different()));
    }
  }

  private void row(String name, long value) {
    text(name, String.format(Locale.ROOT, "%,d", value));
  }

  private void text(String name, String value) {
    out.printf(Locale.ROOT, "  %-36s %s%n", name, value);
  }

  private void clearLine() {
    if (terminal) {
      out.print("\r" + " ".repeat(WIDTH) + "\r");
    }
  }

  private double elapsedSeconds() {
    return (System.nanoTime() - startedNanos) / 1e9;
  }
}
