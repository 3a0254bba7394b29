package io.strait.replicator.mirror;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.distributed.RequestTargetException;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.util.Callback;
import org.apache.kafka.connect.util.ConnectorTaskId;
import org.apache.kafka.connect.util.FutureCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A started worker: keeps the group's connectors as the configuration wants them (whoever leads the
 * group does), and restarts its own failed tasks with growing pauses. Belongs to one thread.
 */
final class RunningWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunningWorker.class);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final String FAILED = "FAILED";

  /** When a task is restarted, and how long after that at the earliest. */
  private record Restart(Instant due, Duration pause) {}

  private final Connect<DistributedHerder> connect;
  private final DistributedHerder herder;
  private final List<LinkDefinition> links;
  private final int slots;
  private final Clock clock;
  private final String own;
  private final Map<ConnectorTaskId, Restart> restarts = new HashMap<>();

  private RunningWorker(
      Connect<DistributedHerder> connect, List<LinkDefinition> links, int slots, Clock clock) {
    this.connect = connect;
    this.herder = connect.herder();
    this.links = links;
    this.slots = slots;
    this.clock = clock;
    URI rest = connect.rest().advertisedUrl();
    this.own = rest.getHost() + ":" + rest.getPort();
  }

  /** Returns when the worker has started; it joins its group in the background. */
  static RunningWorker start(
      Map<String, String> properties,
      List<LinkDefinition> links,
      WorkerSettings settings,
      Clock clock) {
    RunningWorker started =
        new RunningWorker(
            new ConnectDistributed().startConnect(properties), links, settings.slots(), clock);
    log.atInfo().addKeyValue("worker", started.own).log("Connect worker started");
    return started;
  }

  /** Does what is due and says what is wrong. */
  List<String> look() {
    if (!herder.isReady()) {
      return List.of("the Connect worker " + own + " has not joined its group yet");
    }
    List<String> problems = new ArrayList<>();
    Set<String> wanted = new HashSet<>();
    for (LinkDefinition definition : links) {
      String name = definition.link().name().value();
      wanted.add(name);
      keep(name).ifPresent(problems::add);
      problems.addAll(tasks(name));
    }
    for (String name : herder.connectors()) {
      if (!wanted.contains(name)) {
        ask("removing connector '" + name + "'", callback -> remove(name, callback));
      }
    }
    return problems;
  }

  private void remove(String name, Callback<Void> callback) {
    herder.deleteConnectorConfig(name, (error, nothing) -> callback.onCompletion(error, null));
  }

  /** The connector's configuration names the link; what the link is, each process knows itself. */
  private Optional<String> keep(String name) {
    Map<String, String> wanted =
        Map.of(
            "name",
            name,
            "connector.class",
            StraitSourceConnector.class.getName(),
            "tasks.max",
            Integer.toString(slots),
            LinkKeys.LINK,
            name,
            LinkKeys.DEFINED_BY,
            LinkKeys.BY_PROCESS);
    if (wanted.equals(config(name))) {
      return Optional.empty();
    }
    return ask(
        "configuring connector '" + name + "'",
        callback ->
            herder.putConnectorConfig(
                name, wanted, true, (error, created) -> callback.onCompletion(error, null)));
  }

  private Map<String, String> config(String name) {
    try {
      ConnectorInfo found = herder.connectorInfo(name);
      return found == null ? Map.of() : found.config();
    } catch (NotFoundException e) {
      return Map.of();
    }
  }

  private List<String> tasks(String name) {
    ConnectorStateInfo state;
    try {
      state = herder.connectorStatus(name);
    } catch (NotFoundException e) {
      return List.of();
    }
    List<String> problems = new ArrayList<>();
    for (ConnectorStateInfo.TaskState task : state.tasks()) {
      ConnectorTaskId id = new ConnectorTaskId(name, task.id());
      if (task.state().equals(FAILED)) {
        problems.add(
            "link '"
                + name
                + "': slot "
                + task.id()
                + " failed on "
                + task.workerId()
                + ": "
                + firstLine(task.trace()));
        if (task.workerId().equals(own)) {
          restart(id);
        }
      } else if (isCalm(id)) {
        restarts.remove(id);
      }
    }
    return problems;
  }

  private boolean isCalm(ConnectorTaskId id) {
    Restart last = restarts.get(id);
    return last != null && clock.instant().isAfter(last.due().plus(LONGEST_PAUSE));
  }

  private void restart(ConnectorTaskId id) {
    Instant now = clock.instant();
    Restart planned =
        restarts.computeIfAbsent(id, i -> new Restart(now.plus(FIRST_PAUSE), FIRST_PAUSE));
    if (now.isBefore(planned.due())) {
      return;
    }
    Duration doubled = planned.pause().multipliedBy(2);
    Duration pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    restarts.put(id, new Restart(now.plus(pause), pause));
    log.atInfo()
        .addKeyValue("task", id)
        .addKeyValue("nextPause", pause)
        .log("Failed task restarts");
    ask("restarting task " + id, callback -> herder.restartTask(id, callback));
  }

  private static String firstLine(String trace) {
    return trace == null ? "no reason known" : trace.lines().findFirst().orElse("");
  }

  /** What went wrong, except that another worker leads or owns and does it itself. */
  private static Optional<String> ask(String doing, Consumer<Callback<Void>> request) {
    FutureCallback<Void> answer = new FutureCallback<>();
    request.accept(answer);
    try {
      answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      return e.getCause() instanceof RequestTargetException
          ? Optional.empty()
          : Optional.of(doing + ": " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      return Optional.of(doing + ": no answer within " + ANSWER);
    }
  }

  @Override
  public void close() {
    connect.stop();
    connect.awaitStop();
  }
}
