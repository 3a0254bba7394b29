package io.strait.ops.audit;

import io.strait.ops.audit.sink.KeptSink;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.view.AuditStatus;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.Link;
import io.strait.validator.audit.AuditSnapshot;
import io.strait.validator.audit.AuditSummary;
import io.strait.validator.audit.ClusterLogs;
import io.strait.validator.audit.LinkAudit;
import io.strait.validator.audit.ScanJudge;
import io.strait.validator.audit.TopicStore;
import io.strait.validator.judge.ScanHooks;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.Pace;
import io.strait.validator.log.ScanCancelled;
import io.strait.validator.relation.ContentStarts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audits one link while this process owns it. {@link #run} is called often, by one thread at a
 * time; {@link #status} may be asked by any.
 */
final class KeptAudit implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(KeptAudit.class);
  private static final Duration STALL = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final StraitConfig config;
  private final Link link;
  private final BooleanSupplier owned;
  private final Pace pace;
  private final Semaphore turn;
  private final Consumer<AuditSummary> told;
  private final Clock clock;
  private final RandomGenerator random;
  private final Optional<KeptSink> sink;
  private Optional<Open> open = Optional.empty();
  private Instant due = Instant.MIN;
  private volatile boolean closing;
  private volatile Optional<AuditStatus> status = Optional.empty();

  KeptAudit(
      StraitConfig config,
      Link link,
      BooleanSupplier owned,
      Pace pace,
      Semaphore turn,
      Consumer<AuditSummary> told,
      Clock clock,
      RandomGenerator random) {
    this.config = config;
    this.link = link;
    this.owned = owned;
    this.pace = pace;
    this.turn = turn;
    this.told = told;
    this.clock = clock;
    this.random = random;
    this.sink =
        config
            .audit()
            .postgres()
            .map(
                settings ->
                    new KeptSink(
                        settings, link.name(), config.cluster(link.target()).copying(), clock));
  }

  /** What it takes, while this process owns the link. */
  private record Open(Cluster source, Cluster target, LinkAudit audit) {
    void close() {
      audit.close();
      source.close();
      target.close();
    }
  }

  /** How it stands; empty while another process owns the link. */
  Optional<AuditStatus> status() {
    return status.map(
        one ->
            new AuditStatus(one.link(), one.snapshot(), one.problem(), sink.map(KeptSink::status)));
  }

  @Override
  public void run() {
    try {
      if (closing || !owned.getAsBoolean()) {
        release();
        status = Optional.empty();
        due = Instant.MIN;
      } else if (isDue(clock.instant())) {
        look();
      }
    } catch (RuntimeException e) {
      // An exception would end this task for good.
      failed(e);
    }
  }

  /** From another thread: what is under way ends soon. */
  void stop() {
    closing = true;
    sink.ifPresent(KeptSink::stop);
  }

  /** Lets go of everything; nothing may be under way. */
  void release() {
    sink.ifPresent(KeptSink::rest);
    open.ifPresent(Open::close);
    open = Optional.empty();
  }

  /** A clock that was set back must not stop the audit until it has caught up. */
  private boolean isDue(Instant now) {
    Duration longest = PAUSE.plus(config.audit().options().every());
    return !now.isBefore(due) || due.isAfter(now.plus(longest));
  }

  private void look() {
    if (status.isEmpty()) {
      status =
          Optional.of(new AuditStatus(link.name(), none(), Optional.empty(), Optional.empty()));
    }
    turn.acquireUninterruptibly();
    boolean more;
    try {
      more = opened().audit().pass();
    } finally {
      turn.release();
    }
    tell();
    due = more ? clock.instant() : clock.instant().plus(config.audit().options().every());
    sink.ifPresent(one -> one.follow(opened().audit().epoch()));
  }

  private void tell() {
    Optional<AuditSnapshot> now = opened().audit().snapshot();
    Optional<AuditSnapshot> before = status.flatMap(AuditStatus::snapshot);
    int known = before.map(one -> one.findings().size()).orElse(0);
    now.filter(one -> before.isPresent() && one.findings().size() > known)
        .ifPresent(
            one ->
                log.atError()
                    .addKeyValue("link", link.name())
                    .addKeyValue("findings", one.summary().findings())
                    .log("Target differs from its source; 'strait audit --findings' says where"));
    if (status.flatMap(AuditStatus::problem).isPresent()) {
      log.atInfo().addKeyValue("link", link.name()).log("Link is audited again");
    }
    status = Optional.of(new AuditStatus(link.name(), now, Optional.empty(), Optional.empty()));
    now.map(AuditSnapshot::summary).ifPresent(told);
  }

  private void failed(RuntimeException e) {
    due = clock.instant().plus(PAUSE);
    if (e instanceof ScanCancelled || closing) {
      return;
    }
    String reason = String.valueOf(e.getMessage());
    if (!status.flatMap(AuditStatus::problem).equals(Optional.of(reason))) {
      log.atWarn()
          .addKeyValue("link", link.name())
          .addKeyValue("reason", reason)
          .log("Link cannot be audited now and will be tried again");
    }
    status =
        Optional.of(
            new AuditStatus(
                link.name(),
                status.flatMap(AuditStatus::snapshot),
                Optional.of(reason),
                Optional.empty()));
  }

  private static Optional<AuditSnapshot> none() {
    return Optional.empty();
  }

  private Open opened() {
    if (open.isEmpty()) {
      Cluster source = new Cluster(config.cluster(link.source()).copying());
      Cluster target = new Cluster(config.cluster(link.target()).copying());
      ContractClaims claims = new ContractClaims(config, link, source, target, clock);
      BooleanSupplier stopped = () -> closing || !owned.getAsBoolean();
      ScanOptions judging =
          ScanOptions.defaults().withContracts(claims::of).withHooks(ScanHooks.NONE.withPace(pace));
      LinkAudit.Parts parts =
          new LinkAudit.Parts(
              new TopicStore(target, link.name()),
              new ClusterLogs(source, STALL, clock, stopped),
              new ClusterLogs(target, STALL, clock, stopped),
              claims,
              new ScanJudge(source, target, judging, clock),
              new ContentStarts(),
              new AuditedTopics(link, source, target, clock),
              pace,
              stopped,
              random.nextLong(),
              clock);
      open = Optional.of(new Open(source, target, new LinkAudit(parts, config.audit().options())));
    }
    return open.orElseThrow();
  }
}
