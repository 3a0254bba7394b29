package io.strait.ops.twin;

import io.strait.ops.view.AspectReport;
import io.strait.ops.view.TwinStatus;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.topology.LinkName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one aspect of one link, one pass at a time; {@link #status} may be asked by any thread. */
final class KeptAspect implements Runnable {
  /** Each pause is up to a tenth shorter or longer, so that links do not keep step. */
  private static final double JITTER = 0.1;

  private static final Logger log = LoggerFactory.getLogger(KeptAspect.class);

  private final KeptLink kept;
  private final Aspect aspect;
  private final Duration every;
  private final Consumer<TwinPlan> compared;
  private final Clock clock;
  private final RandomGenerator random;
  private Instant due = Instant.MIN;
  private volatile boolean soon;
  private volatile Optional<TwinStatus> status = Optional.empty();

  KeptAspect(
      KeptLink kept,
      Aspect aspect,
      Duration every,
      Consumer<TwinPlan> compared,
      Clock clock,
      RandomGenerator random) {
    this.kept = kept;
    this.aspect = aspect;
    this.every = every;
    this.compared = compared;
    this.clock = clock;
    this.random = random;
  }

  /** How the last pass went; empty while another process owns the link. */
  Optional<TwinStatus> status() {
    return status;
  }

  /** Somebody waits for it: the next call does not wait until a pass is due. Any thread. */
  void soon() {
    soon = true;
  }

  boolean is(LinkName link, Aspect other) {
    return aspect == other && kept.link().name().equals(link);
  }

  /** Called often; does something when a pass is due. */
  @Override
  public void run() {
    try {
      turn();
    } catch (RuntimeException e) {
      // An exception would end this task for good.
      log.atWarn()
          .addKeyValue("link", kept.link().name())
          .addKeyValue("aspect", aspect.text())
          .addKeyValue("reason", e.toString())
          .log("Aspect is tried again");
    }
  }

  private void turn() {
    if (!kept.isOwned()) {
      status = Optional.empty();
      due = Instant.MIN;
      kept.release();
    } else if (soon || !clock.instant().isBefore(due)) {
      soon = false;
      pass();
      double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
      due = clock.instant().plusMillis((long) (every.toMillis() * factor));
    }
  }

  private void pass() {
    TwinStatus before = status.orElseGet(() -> TwinStatus.waiting(kept.link().name(), aspect));
    status = Optional.of(before);
    Instant begun = clock.instant();
    try {
      TwinPass pass = new TwinPass(kept.enter());
      try {
        AspectReport report = pass.apply(aspect);
        status = Optional.of(after(before, begun, report));
        report.plan().filter(plan -> report.error().isEmpty()).ifPresent(compared);
      } finally {
        kept.leave();
      }
    } catch (RuntimeException e) {
      AspectReport none =
          new AspectReport(
              aspect, Optional.empty(), java.util.List.of(), Optional.of(e.toString()));
      status = Optional.of(after(before, begun, none));
    }
    if (!Thread.currentThread().isInterrupted()) {
      tell(before, status.orElseThrow());
    }
  }

  private TwinStatus after(TwinStatus before, Instant begun, AspectReport report) {
    boolean success = report.error().isEmpty() && report.failed().isEmpty();
    return new TwinStatus(
        kept.link().name(),
        aspect,
        Optional.of(begun),
        Duration.between(begun, clock.instant()),
        report.plan().map(TwinPlan::compared).orElse(0),
        report.outcomes().size() - report.failed().size(),
        report.failed().size(),
        report.counts(),
        report
            .error()
            .or(() -> report.failed().stream().findFirst().map(failed -> failed.message())),
        success ? Optional.of(begun) : before.lastSuccess());
  }

  private void tell(TwinStatus before, TwinStatus now) {
    if (now.applied() > 0) {
      log.atInfo()
          .addKeyValue("link", kept.link().name())
          .addKeyValue("aspect", aspect.text())
          .addKeyValue("applied", now.applied())
          .addKeyValue("left", now.left())
          .log("Differences closed");
    }
    if (!now.error().equals(before.error())) {
      now.error()
          .ifPresentOrElse(
              error ->
                  log.atWarn()
                      .addKeyValue("link", kept.link().name())
                      .addKeyValue("aspect", aspect.text())
                      .addKeyValue("reason", error)
                      .log("Target cannot be kept a twin"),
              () ->
                  log.atInfo()
                      .addKeyValue("link", kept.link().name())
                      .addKeyValue("aspect", aspect.text())
                      .log("Target is kept a twin again"));
    }
  }
}
