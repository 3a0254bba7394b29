package io.strait.validator.keyed;

import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** All partitions of both sides at one moment. One thread. */
final class SpreadLogs {
  private final List<SideLog> sources = new ArrayList<>();
  private final List<SideLog> targets = new ArrayList<>();

  /** The bounds of the target come first, so that it is never ahead for having grown meanwhile. */
  SpreadLogs(Spread spread, Printer printer) {
    for (LogView log : spread.targets()) {
      targets.add(side("target", log, spread.targets().size(), printer::ofTarget));
    }
    for (LogView log : spread.sources()) {
      sources.add(side("source", log, spread.sources().size(), printer::ofSource));
    }
  }

  private static SideLog side(
      String name, LogView log, int partitions, Function<LogRecord, Print> printer) {
    LogBounds bounds = log.bounds();
    return new SideLog(
        name, HeldLog.of(log, bounds, HeldLog.MOST_BYTES / partitions), bounds, printer);
  }

  LogBounds source(int partition) {
    return sources.get(partition).bounds();
  }

  long sourceRecords(int partition) {
    return sources.get(partition).records();
  }

  LogView sourceView(int partition) {
    return sources.get(partition).view();
  }

  LogView targetView(int partition) {
    return targets.get(partition).view();
  }

  int sources() {
    return sources.size();
  }

  /** Whether the target has forgotten its oldest records. */
  boolean targetBeganLater() {
    return targets.stream().anyMatch(log -> log.bounds().start() > 0);
  }

  /** Whether the source has. */
  boolean sourceBeganLater() {
    return sources.stream().anyMatch(log -> log.bounds().start() > 0);
  }

  /** Reads everything: the source's partitions first. */
  void each(Sink sink) {
    read(sources, false, sink);
    read(targets, true, sink);
  }

  /** Receives the records of partitions, each in log order. */
  @FunctionalInterface
  interface Sink {
    void record(Print print, boolean target, int partition);
  }

  private static void read(List<SideLog> logs, boolean target, Sink sink) {
    for (int partition = 0; partition < logs.size(); partition++) {
      Iterator<Print> records = logs.get(partition).read();
      while (records.hasNext()) {
        Print print = records.next();
        if (!print.filtered()) {
          sink.record(print, target, partition);
        }
      }
    }
  }
}
