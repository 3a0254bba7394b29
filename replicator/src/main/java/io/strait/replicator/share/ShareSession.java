package io.strait.replicator.share;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.CoordinatorLease;
import io.strait.replicator.engine.LinkEngine;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt to follow a link's shares, until the first error. Belongs to one thread. */
final class ShareSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ShareSession.class);
  private static final Duration TURN = Duration.ofMillis(100);

  /** A report of that many partitions is no small record any more, so it comes less often. */
  private static final long MILLIS_PER_PARTITION = 5;

  private final ShareParties parties;
  private final SlotShare share;
  private final LinkEngine engine;
  private final Cluster source;
  private final Cluster target;
  private final ShareLog shares;
  private final CoordinatorLease lease;
  private final ShareState state = new ShareState();
  private final Traffic traffic = new Traffic();
  private Optional<Planner> planner = Optional.empty();
  private boolean fresh = true;
  private long planWritten = -1;
  private long reportedAt = Long.MIN_VALUE / 2;
  private long reported = -1;

  ShareSession(ShareParties parties, SlotShare share, LinkEngine engine) {
    this.parties = parties;
    this.share = share;
    this.engine = engine;
    this.source = new Cluster(parties.source());
    this.target = new Cluster(parties.target());
    try {
      this.shares = new ShareLog(target, parties.link().name());
    } catch (RuntimeException e) {
      source.close();
      target.close();
      throw e;
    }
    this.lease =
        new CoordinatorLease(
            target,
            LinkEngine.leaseGroup(parties.link().name(), "plan"),
            ShareLog.topic(parties.link().name()),
            parties.leaseSession(),
            () -> planner = Optional.empty());
  }

  /** Waits a little, then does what is due; answers with what is known. */
  Overview turn() {
    boolean planning = lease.poll(TURN);
    Optional<CompletableFuture<Void>> asked = share.asked();
    // What counts is only known at the end of the log; half-way an older plan would seem to.
    long end = asked.isPresent() || fresh ? shares.end() : -1;
    fresh = false;
    do {
      shares.poll(state::read, this::heard);
    } while (shares.position() < end);
    if (share.current().version() != state.plan().version()) {
      share.follow(state.plan());
    }
    asked.ifPresent(one -> one.complete(null));
    report();
    plan(planning);
    return overview();
  }

  private void heard(SlotReport report) {
    state.read(report, now());
    traffic.read(report, now());
  }

  /** Only the owner of the slot may say what became of it. */
  private void report() {
    long settled = engine.settled();
    LinkProgress progress = engine.progress();
    long every =
        Math.max(
            parties.times().report().toMillis(),
            progress.partitions().size() * MILLIS_PER_PARTITION);
    boolean due = settled != reported || now() - reportedAt >= every;
    if (!due || !progress.owner()) {
      return;
    }
    Slot slot = parties.slot();
    shares.write(
        new SlotReport(
            slot.number(),
            slot.worker(),
            settled,
            every,
            progress.partitions(),
            progress.problem()));
    reported = settled;
    reportedAt = now();
  }

  private void plan(boolean planning) {
    if (!planning) {
      planner = Optional.empty();
      return;
    }
    if (planner.isEmpty()) {
      planner =
          Optional.of(
              new Planner(
                  parties.link(), parties.slot().count(), parties.times(), source, target, now()));
    }
    if (shares.position() > planWritten) {
      planner
          .flatMap(one -> one.next(state, traffic, now()))
          .ifPresent(
              next -> {
                planWritten = shares.write(next);
                log.atInfo()
                    .addKeyValue("link", parties.link().name())
                    .addKeyValue("version", next.version())
                    .addKeyValue("partitions", next.places().size())
                    .addKeyValue(
                        "moving", next.places().values().stream().filter(Place::isMoving).count())
                    .log("Shares planned");
              });
    }
  }

  private Overview overview() {
    List<PartitionProgress> others = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    state
        .reports()
        .forEach(
            (slot, heard) -> {
              if (slot != parties.slot().number()) {
                others.addAll(heard.report().partitions());
                complaint(heard).ifPresent(problems::add);
              }
            });
    return new Overview(state.plan().places().keySet(), others, problems);
  }

  private Optional<String> complaint(ShareState.Heard heard) {
    SlotReport report = heard.report();
    String who = "slot " + report.slot() + " on " + report.worker();
    long silent = now() - heard.at();
    boolean holds = !state.plan().heldBy(report.slot()).isEmpty();
    if (holds
        && silent > Math.max(parties.times().silence().toMillis(), 3 * report.everyMillis())) {
      return Optional.of("RETRIABLE: " + who + " has not reported for " + silent / 1_000 + " s");
    }
    return holds ? report.problem().map(text -> text + " (" + who + ")") : Optional.empty();
  }

  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public void close() {
    try {
      lease.close();
      shares.close();
    } finally {
      source.close();
      target.close();
    }
  }
}
