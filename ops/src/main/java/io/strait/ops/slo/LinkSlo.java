package io.strait.ops.slo;

import io.strait.ops.view.SloStatus;
import io.strait.ops.view.SloText;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.topology.Link;
import io.strait.validator.slo.ActionKind;
import io.strait.validator.slo.Evaluation;
import io.strait.validator.slo.Grant;
import io.strait.validator.slo.Objectives;
import io.strait.validator.slo.SliSample;
import io.strait.validator.slo.SloWords;
import io.strait.validator.slo.TakenAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what is promised about one link. {@link #run} by one thread, all else by any. */
final class LinkSlo implements Runnable {
  /** What a link's surroundings know. */
  interface Surroundings {
    /** The link's progress, if this process runs it; its source and target may be asked then. */
    Optional<LinkProgress> owned();

    /** Topics of the class bulk. */
    Set<String> bulk();

    /** Something that actions depend on is different. */
    void changed();
  }

  private static final Logger log = LoggerFactory.getLogger(LinkSlo.class);

  /** Whoever cannot read what was stored goes on without it after so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int STORES_PER_BUCKET = 6;

  private final Link link;
  private final Objectives objectives;
  private final Surroundings around;
  private final Clock clock;
  private final SloState state;
  private final Supplier<SloTopic> opening;
  private final FreshnessWatch freshness;
  private Optional<SloTopic> topic = Optional.empty();
  private Set<ActionKind> inForce = Set.of();
  private final Due storing = new Due();
  private final ClockWatch watch;
  private final Unmeasured unmeasured;
  private Optional<Instant> unreadSince = Optional.empty();
  private boolean ready;
  private volatile boolean deciding;
  private volatile boolean known;
  private volatile Optional<String> trouble = Optional.empty();
  private volatile Optional<SloStatus> status = Optional.empty();

  /** Connects to nothing before the first turn. */
  LinkSlo(
      Link link,
      ClusterSpec target,
      Objectives objectives,
      FreshnessWatch freshness,
      Surroundings around,
      Unmeasured unmeasured,
      String writer,
      Clock clock) {
    this.unmeasured = unmeasured;
    this.watch = new ClockWatch(clock, System::nanoTime);
    this.link = link;
    this.objectives = objectives;
    this.freshness = freshness;
    this.around = around;
    this.clock = clock;
    this.state = new SloState(objectives, writer);
    this.opening = () -> new SloTopic(target, link.name());
  }

  Link link() {
    return link;
  }

  Optional<SloStatus> status() {
    return status;
  }

  /** Counts events while this process owns the link; others are not this process's to count. */
  void count(SliSample sample) {
    if (deciding) {
      state.count(sample);
    }
  }

  boolean isInForce(ActionKind kind) {
    return state.isInForce(kind, clock.instant());
  }

  /** Whether what was stored has been read, and what is in force follows from it. */
  boolean isKnown() {
    return known;
  }

  SloState state() {
    return state;
  }

  @Override
  public void run() {
    try {
      turn();
    } catch (RuntimeException e) {
      // An exception would end this task for good.
      say(Optional.of("what is promised cannot be judged: " + e));
    }
  }

  /** Stores what is not stored yet and lets go; the next turn would begin anew. */
  void close() {
    if (deciding) {
      store();
    }
    deciding = false;
    freshness.release();
    topic.ifPresent(SloTopic::close);
    topic = Optional.empty();
  }

  private void turn() {
    afresh(watch.set());
    follow(clock.instant());
    Instant now = clock.instant();
    Optional<LinkProgress> progress = around.owned();
    boolean mayDecide =
        ready || unreadSince.filter(at -> at.plus(PATIENCE).isBefore(now)).isPresent();
    boolean decides = progress.isPresent() && mayDecide;
    if (decides) {
      own(progress.get(), now);
    } else if (deciding) {
      deciding = false;
      store();
      freshness.release();
    }
    // Only now: whoever decided without what was stored has decided again with it.
    known = ready;
    publish(now);
  }

  private void afresh(Duration set) {
    if (!set.isZero()) {
      unreadSince = Optional.empty();
      freshness.beginAnew();
      log.atWarn()
          .addKeyValue("link", link.name())
          .addKeyValue("byMillis", set.toMillis())
          .log("The clock was set: freshness begins anew, and nothing is forgotten for an hour");
    }
  }

  private void follow(Instant now) {
    try {
      SloTopic from = topic.orElseGet(opening);
      topic = Optional.of(from);
      Optional<Long> to = from.read(this::take);
      to.ifPresent(state.mark()::readTo);
      ready |= to.isPresent();
      unreadSince = Optional.empty();
      if (!deciding) {
        say(Optional.empty());
      }
    } catch (RuntimeException e) {
      unreadSince = unreadSince.or(() -> Optional.of(now));
      if (!deciding) {
        // What another process decides meanwhile is not seen.
        ready = false;
        known = false;
      }
      say(Optional.of("what was counted before is not known: " + e.getMessage()));
    }
  }

  private void take(String key, Optional<byte[]> value) {
    try {
      SloKey.of(key).ifPresent(one -> state.take(one, value, deciding));
    } catch (IllegalArgumentException e) {
      log.atWarn()
          .addKeyValue("link", link.name())
          .addKeyValue("key", key)
          .addKeyValue("reason", e.getMessage())
          .log("Record about objectives cannot be read and is ignored");
    }
  }

  private void own(LinkProgress progress, Instant now) {
    if (!deciding) {
      deciding = true;
      storing.now();
      freshness.begin(state.joined());
    }
    Set<String> resting = state.isInForce(ActionKind.PAUSE_BULK, now) ? around.bulk() : Set.of();
    freshness.turn(progress, resting, now).ifPresent(state::count);
    state.joined(freshness.joined());
    boolean news = decide(now);
    if (news || storing.is(now)) {
      storing.in(objectives.tiers().get(0).width().dividedBy(STORES_PER_BUCKET), now);
      store();
    }
  }

  private boolean decide(Instant now) {
    Map<ActionKind, TakenAction> before = state.actions();
    Map<ActionKind, TakenAction> next = objectives.policy().next(before, state.evaluate(now), now);
    state.actions(next);
    for (ActionKind kind : ActionKind.values()) {
      if (next.containsKey(kind) && !before.containsKey(kind)) {
        log.atWarn()
            .addKeyValue("link", link.name())
            .addKeyValue("action", kind.word())
            .addKeyValue("reason", next.get(kind).reason())
            .addKeyValue("override", SloText.override(link.name(), kind))
            .log("Action taken because an error budget burns");
      } else if (before.containsKey(kind) && !next.containsKey(kind)) {
        log.atInfo()
            .addKeyValue("link", link.name())
            .addKeyValue("action", kind.word())
            .addKeyValue("since", before.get(kind).since())
            .log("Action undone: its error budget has recovered");
      }
    }
    return !before.keySet().equals(next.keySet());
  }

  private void store() {
    Map<String, Optional<byte[]>> entries = state.toStore(clock.instant(), watch.isSettled());
    if (entries.isEmpty()) {
      return;
    }
    try {
      SloTopic to = topic.orElseGet(opening);
      topic = Optional.of(to);
      to.write(entries);
      state.stored(entries.keySet());
      say(Optional.empty());
    } catch (RuntimeException e) {
      say(Optional.of("counts are not stored and a restart would forget them: " + e.getMessage()));
    }
  }

  private void say(Optional<String> problem) {
    if (problem.isPresent() && trouble.isEmpty()) {
      log.atWarn()
          .addKeyValue("link", link.name())
          .addKeyValue("reason", problem.get())
          .log("Objectives of a link cannot be kept as they should");
    }
    trouble = problem;
  }

  private void publish(Instant now) {
    Set<ActionKind> force = new TreeSet<>();
    List<SloStatus.Action> actions = new ArrayList<>();
    state
        .actions()
        .forEach(
            (kind, taken) -> {
              Optional<Grant> lifted = state.lifting(kind, now);
              actions.add(new SloStatus.Action(taken, lifted, effect(kind)));
              if (lifted.isEmpty()) {
                force.add(kind);
              }
            });
    List<Evaluation> evaluations = unmeasured.judged(state.evaluate(now));
    List<String> problems = new ArrayList<>(freshness.problems());
    trouble.ifPresent(problems::add);
    status =
        Optional.of(
            new SloStatus(
                link.name(),
                deciding,
                now,
                objectives,
                evaluations,
                unmeasured.reasons(evaluations),
                actions,
                state.grants(),
                state.here(),
                problems));
    if (!force.equals(inForce)) {
      log.atInfo()
          .addKeyValue("link", link.name())
          .addKeyValue("actions", force.stream().map(ActionKind::word).toList())
          .log("Actions in force");
      inForce = force;
      around.changed();
    }
  }

  private String effect(ActionKind kind) {
    return switch (kind) {
      case REFUSE_WAVES -> "no wave of this link begins or switches";
      case PAUSE_BULK ->
          around.bulk().isEmpty()
              ? "nothing rests, because no topic of this link is of class bulk"
              : "topics of class bulk rest: " + new TreeSet<>(around.bulk());
      case SLOW_VERIFIER -> "the audit reads slower";
    };
  }

  /** For messages: what a grant was about. */
  static String text(Grant grant) {
    return grant.kind().word()
        + " lifted by "
        + grant.by()
        + " for "
        + SloWords.about(Duration.between(grant.at(), grant.until()));
  }
}
