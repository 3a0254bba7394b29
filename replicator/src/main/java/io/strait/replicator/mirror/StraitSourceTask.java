package io.strait.replicator.mirror;

import io.strait.replicator.share.SharedLink;
import io.strait.replicator.share.Slot;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * One slot of a link. The engine copies on its own threads; {@link #poll} only waits, and tells
 * Connect what lasts: what passes by itself as a {@link RetriableException}, which the worker logs,
 * and what needs somebody as a {@link ConnectException}, which shows as a failed task.
 */
public final class StraitSourceTask extends SourceTask {
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final CountDownLatch stopping = new CountDownLatch(1);
  private Optional<SharedLink> running = Optional.empty();
  private final Ailing ailing = new Ailing(Clock.systemUTC());

  /** For Connect. */
  public StraitSourceTask() {}

  @Override
  public String version() {
    return PluginVersion.text();
  }

  @Override
  public synchronized void start(Map<String, String> props) {
    PluginVersion.requireMatchingWorker();
    LinkDefinition found = definition(props);
    Slot slot =
        new Slot(
            Integer.parseInt(props.get(StraitSourceConnector.SLOT)),
            Integer.parseInt(props.get(StraitSourceConnector.SLOTS)),
            ProcessLinks.worker());
    SharedLink link =
        new SharedLink(
            found.link(),
            slot,
            found.source(),
            found.target(),
            found.options(),
            found.times(),
            Clock.systemUTC());
    link.start();
    running = Optional.of(link);
    ProcessLinks.running(link);
  }

  private static LinkDefinition definition(Map<String, String> props) {
    if (LinkKeys.BY_PROCESS.equals(props.get(LinkKeys.DEFINED_BY))) {
      return ProcessLinks.definition(props.get(LinkKeys.LINK));
    }
    try {
      return new LinkConfig(props).definition();
    } catch (IllegalArgumentException e) {
      throw new ConnectException("the task's configuration: " + e.getMessage(), e);
    }
  }

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    if (stopping.await(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
      return null;
    }
    Optional<SharedLink> link = current();
    if (link.isPresent()) {
      tell(ailing.of(link.get().progress()));
    }
    return null;
  }

  private static void tell(Ailing.Finding finding) {
    if (finding instanceof Ailing.Finding.Passing passing) {
      throw new RetriableException(passing.text());
    }
    if (finding instanceof Ailing.Finding.Lasting lasting) {
      throw new ConnectException(lasting.text());
    }
  }

  private synchronized Optional<SharedLink> current() {
    return running;
  }

  @Override
  public void stop() {
    stopping.countDown();
    Optional<SharedLink> link;
    synchronized (this) {
      link = running;
      running = Optional.empty();
    }
    link.ifPresent(
        one -> {
          try {
            one.close();
          } finally {
            ProcessLinks.ended(one);
          }
        });
  }
}
