package io.strait.replicator.mirror;

import io.strait.replicator.share.SharedLink;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Where a worker's own process and the tasks that Connect starts in it meet: the process says which
 * links it knows, secrets included, so that they need not travel through Connect's topics; the
 * tasks show what they run. One per process, because Connect makes the tasks. Any thread.
 */
final class ProcessLinks {
  private static final Map<String, LinkDefinition> DEFINITIONS = new ConcurrentHashMap<>();
  private static final List<SharedLink> RUNNING = new CopyOnWriteArrayList<>();

  private ProcessLinks() {}

  static void define(LinkDefinition definition) {
    DEFINITIONS.put(definition.link().name().value(), definition);
  }

  static void forget(LinkDefinition definition) {
    DEFINITIONS.remove(definition.link().name().value(), definition);
  }

  /** Throws {@link ConnectException} if this process does not know the link. */
  static LinkDefinition definition(String link) {
    return Optional.ofNullable(DEFINITIONS.get(link))
        .orElseThrow(
            () ->
                new ConnectException(
                    "link '"
                        + link
                        + "' is not in the configuration of this worker's process; all daemons of"
                        + " one Connect group need the same links, and a link with "
                        + LinkKeys.DEFINED_BY
                        + "="
                        + LinkKeys.BY_PROCESS
                        + " runs only inside 'strait serve --workers connect'"));
  }

  static void running(SharedLink link) {
    RUNNING.add(link);
  }

  static void ended(SharedLink link) {
    RUNNING.remove(link);
  }

  /** The slots that run in this process. */
  static List<SharedLink> running() {
    return List.copyOf(RUNNING);
  }

  /** This process, for operators: {@code pid@host}. */
  static String worker() {
    return ManagementFactory.getRuntimeMXBean().getName();
  }
}
