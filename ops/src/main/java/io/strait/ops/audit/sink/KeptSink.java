package io.strait.ops.audit.sink;

import io.strait.ops.config.PostgresSettings;
import io.strait.ops.view.AuditStatus.SinkStatus;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.LinkName;
import io.strait.validator.audit.AuditTopic;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a database up to date beside an audit, which goes on without it. A thread of its own; a
 * database that does not answer is asked again after growing pauses.
 */
public final class KeptSink {
  private static final Logger log = LoggerFactory.getLogger(KeptSink.class);
  private static final long LOOK_MILLIS = 500;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final PostgresSettings settings;
  private final LinkName link;
  private final ClusterSpec target;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "strait-audit-sink");
            made.setDaemon(true);
            return made;
          });
  private Optional<Open> open = Optional.empty();
  private Instant due = Instant.MIN;
  private Duration pause = FIRST_PAUSE;
  private boolean started;
  private volatile OptionalLong epoch = OptionalLong.empty();
  private volatile SinkStatus status = new SinkStatus(-1, Optional.empty());

  /** Does nothing yet. */
  public KeptSink(PostgresSettings settings, LinkName link, ClusterSpec target, Clock clock) {
    this.settings = settings;
    this.link = link;
    this.target = target;
    this.clock = clock;
  }

  private record Open(Cluster cluster, PostgresSink sink) {
    void close() {
      sink.close();
      cluster.close();
    }
  }

  /** Follows on behalf of the owner of that epoch; nothing while there is none. */
  public synchronized void follow(OptionalLong owner) {
    epoch = owner;
    if (!started) {
      started = true;
      thread.scheduleWithFixedDelay(this::turn, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Rests until it is told of an owner again. */
  public void rest() {
    epoch = OptionalLong.empty();
  }

  /** Ends for good; what is under way is undone by the database. */
  public void stop() {
    epoch = OptionalLong.empty();
    thread.execute(this::release);
    thread.shutdown();
  }

  /** How far it is. Any thread. */
  public SinkStatus status() {
    return status;
  }

  private void turn() {
    OptionalLong owner = epoch;
    if (owner.isEmpty()) {
      release();
    } else if (isDue(clock.instant())) {
      try {
        PostgresSink sink = opened().sink();
        sink.follow(owner.getAsLong());
        done(sink.behind());
      } catch (SQLException | RuntimeException e) {
        failed(e);
      }
    }
  }

  /** A clock that was set back must not stop it until it has caught up. */
  private boolean isDue(Instant now) {
    return !now.isBefore(due) || due.isAfter(now.plus(LONGEST_PAUSE));
  }

  private void done(long behind) {
    if (status.problem().isPresent()) {
      log.atInfo().addKeyValue("link", link).log("Database follows the audit again");
    }
    status = new SinkStatus(behind, Optional.empty());
    pause = FIRST_PAUSE;
    due = clock.instant().plus(FIRST_PAUSE);
  }

  private void failed(Exception e) {
    String reason = "database of the audit: " + e.getMessage();
    if (!status.problem().equals(Optional.of(reason))) {
      log.atWarn()
          .addKeyValue("link", link)
          .addKeyValue("reason", reason)
          .log("Database does not follow the audit and will be tried again");
    }
    status = new SinkStatus(-1, Optional.of(reason));
    release();
    due = clock.instant().plus(pause);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private Open opened() {
    if (open.isEmpty()) {
      Cluster cluster = new Cluster(target);
      open =
          Optional.of(
              new Open(cluster, new PostgresSink(settings, link, new AuditTopic(cluster, link))));
    }
    return open.orElseThrow();
  }

  private void release() {
    open.ifPresent(Open::close);
    open = Optional.empty();
  }
}
