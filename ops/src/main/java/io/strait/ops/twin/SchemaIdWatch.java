package io.strait.ops.twin;

import io.strait.ops.config.StraitConfig;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.schema.SchemaReconciler;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the registries of one link whenever that may change what an engine is told: at first,
 * from time to time, and soon while a record waits. One thread.
 */
final class SchemaIdWatch implements Runnable, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SchemaIdWatch.class);

  /** While records wait; a comparison reads both registries whole. */
  private static final Duration SOON = Duration.ofMillis(500);

  private static final Duration AFTER_FAULT = Duration.ofSeconds(2);

  /** No more than a fifth of the time is spent on comparing. */
  private static final int SPARING = 4;

  private final StraitConfig config;
  private final Link link;
  private final SchemaIdGate gate;
  private final Clock clock;
  private final Consumer<LinkName> missing;
  private Optional<Reconcilers> open = Optional.empty();
  private Optional<SchemaReconciler> reconciler = Optional.empty();
  private Instant notBefore = Instant.MIN;
  private Instant due = Instant.MIN;
  private Instant brokenUntil = Instant.MIN;
  private Optional<String> problem = Optional.empty();

  SchemaIdWatch(
      StraitConfig config, Link link, SchemaIdGate gate, Clock clock, Consumer<LinkName> missing) {
    this.config = config;
    this.link = link;
    this.gate = gate;
    this.clock = clock;
    this.missing = missing;
  }

  @Override
  public void run() {
    if (clock.instant().isBefore(brokenUntil)) {
      return;
    }
    try {
      look();
      tell(Optional.empty());
    } catch (RuntimeException e) {
      tell(Optional.of(String.valueOf(e.getMessage())));
      // The thread is shared with other links, whose registries may be well.
      brokenUntil = clock.instant().plus(AFTER_FAULT);
    }
  }

  private void look() {
    SchemaReconciler schemas = opened();
    boolean isNew = schemas.ids().lookUp(schemas::sourceHas);
    boolean isDue = isNew || !clock.instant().isBefore(due);
    if (clock.instant().isBefore(notBefore)) {
      due = isNew ? Instant.MIN : due;
      return;
    }
    boolean waits = gate.takeMissing();
    if (waits) {
      missing.accept(link.name());
    }
    if (waits || isDue) {
      Instant begun = clock.instant();
      // Whoever applied something since has written it down.
      open.orElseThrow().get(Aspect.SCHEMAS).orElseThrow().plan();
      due = clock.instant().plus(config.settings(link.name()).twin().every(Aspect.SCHEMAS));
      pause(begun);
    }
  }

  private SchemaReconciler opened() {
    boolean first = open.isEmpty();
    if (first) {
      open = Optional.of(Reconcilers.of(config, link, false, clock));
    }
    if (first || reconciler.isEmpty()) {
      reconciler = open.get().get(Aspect.SCHEMAS).map(SchemaReconciler.class::cast);
      reconciler.orElseThrow().recall();
      gate.follow(reconciler.orElseThrow().ids());
    }
    return reconciler.orElseThrow();
  }

  @Override
  public void close() {
    open.ifPresent(Reconcilers::close);
  }

  private void pause(Instant begun) {
    Duration took = Duration.between(begun, clock.instant()).multipliedBy(SPARING);
    notBefore = clock.instant().plus(took.compareTo(SOON) > 0 ? took : SOON);
  }

  private void tell(Optional<String> now) {
    if (now.isPresent() && !now.equals(problem)) {
      log.atWarn()
          .addKeyValue("link", link.name())
          .addKeyValue("reason", now.get())
          .log("Schema ids cannot be followed");
    }
    problem = now;
  }
}
