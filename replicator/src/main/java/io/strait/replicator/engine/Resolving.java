package io.strait.replicator.engine;

import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.progress.PartitionState;
import java.util.Optional;

/**
 * Waits until nothing is unanswered and nothing lost can land any more, then reads both sides until
 * a decision stands (NoBlindRetry).
 */
final class Resolving implements Stage.Reading {
  private final PumpContext context;
  private final PartitionCopy copy;
  private long notBefore;
  private Optional<ResumeQuery> query = Optional.empty();
  private Optional<String> problem;
  private final Suspicion suspicion = new Suspicion();

  /** {@code reason} shows while it lasts; {@code notBefore} is the earliest time of a reading. */
  Resolving(PumpContext context, PartitionCopy copy, Optional<String> reason, long notBefore) {
    this.context = context;
    this.copy = copy;
    this.problem = reason;
    this.notBefore = notBefore;
  }

  @Override
  public PartitionState state() {
    return PartitionState.RESOLVING;
  }

  @Override
  public Optional<String> problem() {
    return problem;
  }

  @Override
  public void leave() {
    query.ifPresent(ResumeQuery::cancel);
  }

  @Override
  public void advance(long now) {
    if (query.isPresent() || !copy.isOver(now) || now < notBefore) {
      return;
    }
    Optional<Integer> sourceNode = context.source().leader(copy.pair().source());
    Optional<Integer> targetNode = context.target().leader(copy.pair().target());
    if (sourceNode.isEmpty() || targetNode.isEmpty()) {
      waitForLeader(sourceNode.isEmpty());
      return;
    }
    int node = targetNode.get();
    ResumeQuery started =
        new ResumeQuery(
            context, copy, sourceNode.get(), node, facts -> decided(facts, node), this::failed);
    query = Optional.of(started);
    started.start();
  }

  private void waitForLeader(boolean atSource) {
    Directory directory = atSource ? context.source() : context.target();
    directory.refreshSoon();
    // Every answer about leaders is news that begins a turn, so there is no time to wait for.
    problem =
        directory
            .problem()
            .or(() -> problem)
            .or(() -> Optional.of((atSource ? "source" : "target") + " has no leader known yet"));
  }

  private void decided(ResumeFacts facts, int targetNode) {
    copy.observed(facts.source().start(), facts.source().highWatermark());
    if (Recreated.isNews(context, copy) && facts.target().highWatermark() == facts.target().end()) {
      copy.enter(new Recreated(copy, facts), "Source topic was created again");
      return;
    }
    Resume decision = ResumeDecision.decide(facts);
    if (decision instanceof Resume.LookBack from) {
      query.ifPresent(running -> running.lookBack(from));
    } else if (decision instanceof Resume.Wait waiting) {
      suspicion.clear();
      failed(FaultKind.RETRIABLE, waiting.reason());
    } else if (decision instanceof Resume.Stop stop
        && stop.halt().cause() == Halt.Cause.UNPROVABLE
        && LostTombstones.explain(facts)
        && copy.tombstones().mayCompare(copy.demands())) {
      copy.run(ResumeDecision.run(facts, false), facts, targetNode);
    } else if (decision instanceof Resume.Stop stop) {
      believe(stop.halt(), () -> copy.halt(stop.halt()));
    } else if (decision instanceof Resume.MapAround around) {
      believe(around.asHalt(), () -> copy.charted(around.map(), around.place(), around.why()));
    } else if (decision instanceof Resume.Pad pad) {
      copy.pad(pad, targetNode);
    } else if (decision instanceof Resume.Lost lost) {
      believe(lost.asHalt(), () -> copy.lost(lost, facts, targetNode));
    } else if (decision instanceof Resume.Diverged diverged) {
      believe(diverged.halt(), () -> copy.diverged(diverged, facts.target().end()));
    } else if (decision instanceof Resume.Run run) {
      copy.run(run, facts, targetNode);
    }
  }

  /** A final decision needs more than one reading: each leader may be one no longer. */
  private void believe(Halt halt, Runnable act) {
    if (suspicion.isConfirmedBy(halt, context.now())) {
      act.run();
    } else {
      failed(FaultKind.RETRIABLE, "reading again before it counts: " + halt);
    }
  }

  private void failed(FaultKind kind, String text) {
    query = Optional.empty();
    problem = Optional.of(kind == FaultKind.NEEDS_HUMAN ? kind + ": " + text : text);
    notBefore = copy.pause();
    context.source().refreshSoon();
    context.target().refreshSoon();
  }
}
