package io.strait.ops.slo;

import io.strait.migrator.gate.BudgetGate;
import io.strait.migrator.gate.Verdict;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.SloStatus;
import io.strait.ops.view.SloText;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.validator.audit.AuditSummary;
import io.strait.validator.slo.ActionKind;
import io.strait.validator.slo.Counts;
import io.strait.validator.slo.Grant;
import io.strait.validator.slo.Objectives;
import io.strait.validator.slo.OffsetsMeter;
import io.strait.validator.slo.ProofMeter;
import io.strait.validator.slo.Sli;
import io.strait.validator.slo.SliSample;
import io.strait.validator.slo.SliSink;
import io.strait.validator.slo.SloWords;
import io.strait.validator.slo.TakenAction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is promised about the links of a configuration, on every daemon that has it. A thread
 * for each link with objectives; what is public may be called by any thread.
 */
public final class SloKeeper implements SliSink, SloControl, BudgetGate, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SloKeeper.class);
  private static final Duration STORED = Duration.ofSeconds(10);
  private static final long STOP_SECONDS = 5;

  private final StraitConfig config;
  private final Clock clock;
  private final Map<LinkName, LinkSlo> links = new TreeMap<>(Comparator.comparing(LinkName::value));
  private final Map<LinkName, OffsetsMeter> offsets = new ConcurrentHashMap<>();
  private final Map<LinkName, ProofMeter> proofs = new ConcurrentHashMap<>();
  private final Set<String> given = ConcurrentHashMap.newKeySet();
  private final Optional<ScheduledThreadPoolExecutor> pool;

  /** What the keeper asks of the daemon. */
  public interface Daemon {
    /** The link's progress, if this process runs it the way round that it is configured. */
    Optional<LinkProgress> owned(Link link);

    /** Topics of the link that are of class bulk now. */
    Set<String> bulk(LinkName link);

    /** Whether the link may mirror heartbeats of its own. */
    boolean beats(Link link);

    /** Bulk topics of some link are to rest, or not any more. */
    void changed();
  }

  /** Starts nothing yet. */
  public SloKeeper(StraitConfig config, Daemon daemon, Clock clock, RandomGenerator random) {
    this.config = config;
    this.clock = clock;
    String writer = Integer.toHexString(random.nextInt() | 1);
    for (Link link : config.links()) {
      config
          .objectives()
          .of(link.name())
          .ifPresent(promised -> links.put(link.name(), kept(link, promised, daemon, writer)));
    }
    this.pool = links.isEmpty() ? Optional.empty() : Optional.of(pool(links.size()));
  }

  /** Starts to look after everything; at most once. */
  public void start() {
    pool.ifPresent(
        threads ->
            links
                .values()
                .forEach(
                    one ->
                        threads.scheduleWithFixedDelay(
                            one, 0, every(one).toMillis(), TimeUnit.MILLISECONDS)));
  }

  @Override
  public void accept(LinkName link, SliSample sample) {
    Optional.ofNullable(links.get(link)).ifPresent(one -> one.count(sample));
  }

  /** A comparison of a link's groups; each position is judged. */
  public void groups(LinkName link, TwinPlan plan) {
    Instant now = clock.instant();
    Optional<Objectives> promised = config.objectives().of(link);
    if (promised.flatMap(one -> one.of(Sli.OFFSETS)).isEmpty()) {
      return;
    }
    Map<String, OffsetsMeter.Position> different = new HashMap<>();
    plan.differences()
        .forEach(
            one ->
                different.put(
                    one.resource() + " " + one.field(),
                    new OffsetsMeter.Position(one.now(), one.wanted())));
    OffsetsMeter meter =
        offsets.computeIfAbsent(link, name -> new OffsetsMeter(promised.get().within().groups()));
    Counts counts;
    synchronized (meter) {
      counts = meter.compared(plan.compared(), different, now);
    }
    accept(link, new SliSample(Sli.OFFSETS, counts.good(), counts.bad(), now));
  }

  /** How a link's audit stands; to be told every few seconds by whoever owns the link. */
  public void proofs(LinkName link, AuditSummary summary) {
    Optional<Objectives> promised = config.objectives().of(link);
    if (promised.isEmpty()) {
      return;
    }
    ProofMeter meter =
        proofs.computeIfAbsent(link, name -> new ProofMeter(promised.get().within().proved()));
    List<SliSample> samples;
    synchronized (meter) {
      samples = meter.look(summary, clock.instant());
    }
    samples.forEach(one -> accept(link, one));
  }

  @Override
  public List<SloStatus> status() {
    return links.values().stream().flatMap(one -> one.status().stream()).toList();
  }

  /** Whether topics of class bulk are to rest. */
  public boolean restsBulk(LinkName link) {
    return isInForce(link, ActionKind.PAUSE_BULK);
  }

  /** Whether whoever verifies the link continuously is to read slower. */
  public boolean slowsVerifier(LinkName link) {
    return isInForce(link, ActionKind.SLOW_VERIFIER);
  }

  @Override
  public Verdict ask(Link link) {
    LinkSlo kept = links.get(link.name());
    if (kept == null) {
      return BudgetGate.none().ask(link);
    }
    boolean refuses =
        config.objectives().of(link.name()).stream()
            .flatMap(one -> one.policy().rules().stream())
            .anyMatch(rule -> rule.kind() == ActionKind.REFUSE_WAVES);
    if (!refuses) {
      return new Verdict.Passed("no budget of the link refuses waves");
    }
    Instant now = clock.instant();
    if (!kept.isKnown()) {
      return unknown(kept, now);
    }
    TakenAction taken = kept.state().actions().get(ActionKind.REFUSE_WAVES);
    if (taken == null) {
      return new Verdict.Passed("no budget of the link refuses waves");
    }
    return kept.state()
        .lifting(ActionKind.REFUSE_WAVES, now)
        .<Verdict>map(grant -> new Verdict.Passed(LinkSlo.text(grant) + ": " + grant.reason()))
        .orElseGet(
            () ->
                new Verdict.Inconclusive(
                    "waves are refused since "
                        + taken.since()
                        + ": "
                        + taken.reason()
                        + "; "
                        + SloText.override(link.name(), ActionKind.REFUSE_WAVES)
                        + " lets them pass"));
  }

  @Override
  public Grant grant(LinkName link, ActionKind kind, Duration time, String reason, String by) {
    LinkSlo kept = known(link);
    Instant now = clock.instant();
    Grant grant =
        new Grant(Long.toHexString(now.toEpochMilli()), kind, by, now, now.plus(time), reason);
    write(kept, grant.id(), Optional.of(SloCodec.grant(grant)));
    log.atWarn()
        .addKeyValue("link", link)
        .addKeyValue("action", kind.word())
        .addKeyValue("by", by)
        .addKeyValue("for", SloWords.about(time))
        .addKeyValue("until", grant.until())
        .addKeyValue("reason", grant.reason())
        .addKeyValue("grant", grant.id())
        .log("Grant given: an action of the error budget is lifted");
    return grant;
  }

  @Override
  public void revoke(LinkName link, String id, String by) {
    LinkSlo kept = known(link);
    Grant grant =
        kept.state().grants().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "link '"
                            + link
                            + "' has no grant '"
                            + id
                            + "'; it has "
                            + kept.state().grants().stream().map(Grant::id).toList()));
    write(kept, id, Optional.empty());
    log.atWarn()
        .addKeyValue("link", link)
        .addKeyValue("action", grant.kind().word())
        .addKeyValue("by", by)
        .addKeyValue("grant", id)
        .log("Grant revoked");
  }

  /** Stores what is not stored yet. */
  @Override
  public void close() {
    pool.ifPresent(
        threads -> {
          threads.shutdown();
          try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
              threads.shutdownNow();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    links.values().parallelStream().forEach(LinkSlo::close);
  }

  /** Before what was stored has been read, only what an operator told this process lets pass. */
  private Verdict unknown(LinkSlo kept, Instant now) {
    LinkName link = kept.link().name();
    return Grant.lifting(
            kept.state().grants().stream().filter(one -> given.contains(one.id())).toList(),
            ActionKind.REFUSE_WAVES,
            now)
        .<Verdict>map(grant -> new Verdict.Passed(LinkSlo.text(grant) + ": " + grant.reason()))
        .orElseGet(
            () ->
                new Verdict.Inconclusive(
                    "what is in force is not known yet: "
                        + SloTopic.topic(link)
                        + " on '"
                        + kept.link().target()
                        + "' has not been read ('strait slo' says why, if it cannot be); wait, or "
                        + SloText.override(link, ActionKind.REFUSE_WAVES)
                        + " lets waves pass, or set objectives.actions.refuse-waves to off"));
  }

  private LinkSlo kept(Link link, Objectives promised, Daemon daemon, String writer) {
    ClusterSpec target = config.cluster(link.target()).copying();
    FreshnessWatch freshness =
        new FreshnessWatch(
            link,
            config.cluster(link.source()).copying(),
            target,
            promised.of(Sli.FRESHNESS).map(one -> promised.within().fresh()),
            config.objectives().heartbeats().filter(every -> daemon.beats(link)),
            clock);
    return new LinkSlo(
        link,
        target,
        promised,
        freshness,
        around(link, daemon),
        Unmeasured.of(config, link, daemon.beats(link)),
        writer,
        clock);
  }

  private static LinkSlo.Surroundings around(Link link, Daemon daemon) {
    return new LinkSlo.Surroundings() {
      @Override
      public Optional<LinkProgress> owned() {
        return daemon.owned(link);
      }

      @Override
      public Set<String> bulk() {
        return daemon.bulk(link.name());
      }

      @Override
      public void changed() {
        daemon.changed();
      }
    };
  }

  private Duration every(LinkSlo one) {
    return FreshnessWatch.every(
        config.objectives().of(one.link().name()).orElseThrow().within().fresh());
  }

  private boolean isInForce(LinkName link, ActionKind kind) {
    return Optional.ofNullable(links.get(link)).filter(one -> one.isInForce(kind)).isPresent();
  }

  private LinkSlo known(LinkName link) {
    return Optional.ofNullable(links.get(link))
        .orElseThrow(() -> SloControl.unknown(link, List.copyOf(links.keySet())));
  }

  private void write(LinkSlo kept, String id, Optional<byte[]> value) {
    ClusterSpec target = config.cluster(kept.link().target()).copying();
    try (SloTopic topic = new SloTopic(target, kept.link().name())) {
      SloKey.Given key = new SloKey.Given(id);
      long offset = topic.write(Map.of(key.text(), value));
      if (!kept.isKnown()) {
        // It is stored, and whoever cannot read it back must be helped all the same.
        kept.state().take(key, value, true);
        given.add(id);
        return;
      }
      if (!kept.state().mark().await(offset + 1, STORED)) {
        throw new ClusterException(
            target.alias(),
            "storing a grant",
            new TimeoutException("not read back within " + STORED));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(target.alias(), "storing a grant", e);
    }
  }

  private static ScheduledThreadPoolExecutor pool(int links) {
    return new ScheduledThreadPoolExecutor(
        links,
        task -> {
          Thread thread = new Thread(task, "strait-slo");
          thread.setDaemon(true);
          return thread;
        });
  }
}
