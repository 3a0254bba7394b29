package io.strait.replicator.torture;

import io.strait.sandbox.KafkaCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Several engines on one link. Safe for use by several threads. */
final class EngineCrew implements AutoCloseable {
  private final List<String> arguments;
  private final Path folder;
  private final List<Optional<EngineProcess>> engines = new ArrayList<>();

  EngineCrew(
      KafkaCluster from,
      KafkaCluster to,
      String link,
      boolean lease,
      String topics,
      int size,
      Path folder) {
    this.arguments =
        List.of(
            from.alias(),
            from.bootstrap(),
            to.alias(),
            to.bootstrap(),
            link,
            Boolean.toString(lease),
            topics);
    this.folder = folder;
    for (int i = 0; i < size; i++) {
      engines.add(Optional.empty());
    }
    startMissing();
  }

  synchronized int size() {
    return engines.size();
  }

  /** Ends one with SIGKILL, if it runs. */
  synchronized String kill(Random random) {
    int at = victim(random);
    Optional<EngineProcess> engine = engines.get(at);
    engine.ifPresent(EngineProcess::kill);
    engines.set(at, Optional.empty());
    return "engine " + at + engine.map(e -> " pid " + e.pid()).orElse(" (was down)");
  }

  /** Freezes one, if it runs and is not frozen; the result lets it go on. */
  synchronized Optional<Thaw> freeze(Random random) {
    int at = victim(random);
    Optional<EngineProcess> engine = engines.get(at).filter(e -> !e.isFrozen());
    engine.ifPresent(EngineProcess::freeze);
    return engine.map(e -> new Thaw(at, e));
  }

  /** Mostly an owner: it hurts more. */
  private int victim(Random random) {
    int drawn = random.nextInt(engines.size());
    boolean any = random.nextInt(4) == 0;
    for (int i = 0; i < engines.size() && !any; i++) {
      int at = (drawn + i) % engines.size();
      if (engines.get(at).filter(engine -> engine.report().startsWith("owner")).isPresent()) {
        return at;
      }
    }
    return drawn;
  }

  /** A frozen engine. */
  record Thaw(int at, EngineProcess engine) {}

  /** Lets it go on if it was not killed in the meantime. */
  synchronized void thaw(Thaw frozen) {
    boolean same = engines.get(frozen.at()).filter(engine -> engine == frozen.engine()).isPresent();
    if (same) {
      frozen.engine().thaw();
    }
  }

  synchronized void startMissing() {
    for (int at = 0; at < engines.size(); at++) {
      if (engines.get(at).isEmpty()) {
        Path log = folder.resolve("engine-" + at + ".log");
        engines.set(at, Optional.of(new EngineProcess(arguments, log)));
      }
    }
  }

  /** What each says about the link. */
  synchronized String reports() {
    return engines.stream()
        .map(e -> e.map(EngineProcess::report).orElse("down"))
        .collect(Collectors.joining("\n  ", "  ", ""));
  }

  @Override
  public synchronized void close() {
    engines.forEach(engine -> engine.ifPresent(EngineProcess::kill));
  }
}
