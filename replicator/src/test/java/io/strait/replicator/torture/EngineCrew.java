package io.strait.replicator.torture;

import io.strait.replicator.topology.LinkName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Several engines on one link. Safe for use by several threads. */
final class EngineCrew implements AutoCloseable {
  private final List<String> arguments;
  private final LinkName link;
  private final LinkKind kind;
  private final Path folder;
  private final List<Optional<EngineProcess>> engines = new ArrayList<>();

  /** Starts {@code size} engines that copy {@code topics}. */
  EngineCrew(
      Side source,
      Side target,
      LinkName link,
      LinkKind kind,
      boolean lease,
      List<String> topics,
      int size,
      Path folder) {
    this.link = link;
    this.kind = kind;
    this.arguments =
        List.of(
            source.brokers().alias(),
            source.brokers().bootstrap(),
            target.brokers().alias(),
            target.brokers().bootstrap(),
            link.toString(),
            kind.name(),
            Boolean.toString(lease),
            String.join(",", topics));
    this.folder = folder;
    for (int i = 0; i < size; i++) {
      engines.add(Optional.empty());
    }
    startMissing();
  }

  LinkName link() {
    return link;
  }

  LinkKind kind() {
    return kind;
  }

  /** Ends one with SIGKILL, or all at once; says which. */
  synchronized String kill(Random random) {
    if (random.nextInt(5) == 0) {
      List<Long> pids = new ArrayList<>();
      engines.forEach(engine -> engine.ifPresent(e -> pids.add(e.pid())));
      engines.forEach(engine -> engine.ifPresent(EngineProcess::kill));
      engines.replaceAll(engine -> Optional.empty());
      return "all engines of " + link + " pids " + pids;
    }
    int at = victim(random);
    Optional<EngineProcess> engine = engines.get(at);
    engine.ifPresent(EngineProcess::kill);
    engines.set(at, Optional.empty());
    return "engine "
        + at
        + " of "
        + link
        + engine.map(e -> " pid " + e.pid()).orElse(" (was down)");
  }

  /** Freezes one, or all, that run and are not frozen; the result lets them go on. */
  synchronized List<Thaw> freeze(Random random) {
    int only = victim(random);
    boolean all = random.nextInt(5) == 0;
    List<Thaw> frozen = new ArrayList<>();
    for (int at = 0; at < engines.size(); at++) {
      Optional<EngineProcess> engine = engines.get(at).filter(e -> !e.isFrozen());
      if ((all || at == only) && engine.isPresent()) {
        engine.get().freeze();
        frozen.add(new Thaw(at, engine.get()));
      }
    }
    return frozen;
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
        Path log = folder.resolve("engine-" + link + "-" + at + ".log");
        List<String> all = new ArrayList<>(arguments);
        all.add(Integer.toString(at));
        all.add(Integer.toString(engines.size()));
        engines.set(at, Optional.of(new EngineProcess(all, log)));
      }
    }
  }

  /** What each says about the link. */
  synchronized String reports() {
    return engines.stream()
        .map(e -> e.map(EngineProcess::report).orElse("down"))
        .collect(Collectors.joining("\n  ", "  " + link + "\n  ", ""));
  }

  @Override
  public synchronized void close() {
    engines.forEach(engine -> engine.ifPresent(EngineProcess::kill));
  }
}
