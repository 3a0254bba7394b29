package io.strait.replicator.mirror;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.share.SharedLink;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.LinkName;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A distributed Kafka Connect worker inside this process that runs links together with the workers
 * of other processes: Connect decides which process runs which slots, the slots agree about the
 * partitions.
 *
 * <p>Connect's own topics and its group have names that start with {@code strait.connect} and are
 * on the home cluster; they hold the links' names and no secret. Needs Connect's jars on the class
 * path. Not guaranteed: Connect ends the process when its group's topics are refused to it. All
 * methods may be called by any thread.
 */
public final class EmbeddedWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedWorker.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(60);

  private final ClusterSpec home;
  private final List<LinkDefinition> links;
  private final WorkerSettings settings;
  private final Clock clock;
  private final Function<LinkName, FlowSettings> flows;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile List<String> problems = List.of();

  /**
   * Connects to nothing before {@link #start}.
   *
   * @param home where Connect keeps its topics; the same for all processes of the group
   * @param links what the group runs; the same for all its processes
   * @param flows how fast a link's slots may go now; asked every second
   */
  public EmbeddedWorker(
      ClusterSpec home,
      List<LinkDefinition> links,
      WorkerSettings settings,
      Function<LinkName, FlowSettings> flows,
      Clock clock) {
    this.home = home;
    this.links = List.copyOf(links);
    this.settings = settings;
    this.flows = flows;
    this.clock = clock;
    this.thread = new Thread(this::run, "strait-connect");
  }

  /** Whether Connect is on the class path of this process. */
  public static boolean isAvailable() {
    try {
      Class.forName(
          "org.apache.kafka.connect.cli.ConnectDistributed",
          false,
          EmbeddedWorker.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      return false;
    }
  }

  /** Starts the worker in the background and goes on trying until its home can be reached. */
  public void start() {
    links.forEach(ProcessLinks::define);
    thread.start();
  }

  /**
   * Every link, as the slots in this process know it: their own partitions as they are now, those
   * of other processes as reported some seconds ago. A link without a slot here is shown without
   * partitions and without an owner.
   */
  public List<LinkProgress> progress() {
    return links.stream().map(this::progress).toList();
  }

  /** Whether this process has the first slot of a shared link. */
  public boolean leads(LinkName link) {
    return ProcessLinks.running().stream()
        .anyMatch(one -> one.link().name().equals(link) && one.leads());
  }

  private LinkProgress progress(LinkDefinition definition) {
    List<SharedLink> mine =
        ProcessLinks.running().stream()
            .filter(one -> one.link().name().equals(definition.link().name()))
            .toList();
    return mine.isEmpty()
        ? new LinkProgress(definition.link(), clock.instant(), false, List.of(), Optional.empty())
        : SharedLink.together(mine);
  }

  /** What is wrong with the worker and its tasks, one sentence each. */
  public List<String> problems() {
    return problems;
  }

  /** Stops the worker and its tasks; other processes take the slots over. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    links.forEach(ProcessLinks::forget);
    if (thread.isAlive()) {
      throw new IllegalStateException(
          "the Connect worker was told to stop but still runs after " + STOP);
    }
  }

  private void run() {
    while (!isClosing(Duration.ZERO)) {
      try (RunningWorker worker = RunningWorker.start(properties(), links, settings, clock)) {
        while (!isClosing(LOOK)) {
          problems = worker.look();
          applyFlows();
        }
      } catch (RuntimeException e) {
        problems = List.of("the Connect worker does not run: " + e.getMessage());
        log.atWarn()
            .setCause(log.isDebugEnabled() ? e : null)
            .addKeyValue("why", e.getMessage())
            .log("Connect worker does not run and will be tried again");
        isClosing(PAUSE);
      }
    }
  }

  private void applyFlows() {
    for (SharedLink link : ProcessLinks.running()) {
      FlowSettings wanted = flows.apply(link.link().name());
      if (!link.flow().equals(wanted)) {
        link.flow(wanted);
      }
    }
  }

  private Map<String, String> properties() {
    try (Cluster cluster = new Cluster(home)) {
      return WorkerProperties.of(home, new TopicObserver(cluster).brokers(), settings);
    }
  }

  private boolean isClosing(Duration wait) {
    try {
      return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
