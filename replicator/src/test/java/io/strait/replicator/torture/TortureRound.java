package io.strait.replicator.torture;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.LinkName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One seed: topics, a link of each kind with several engines, chaos, and the comparison. */
final class TortureRound implements AutoCloseable {
  private static final Duration FIRST_COPIES = Duration.ofSeconds(90);
  private static final Duration CATCH_UP = Duration.ofSeconds(60);
  private final long began = System.nanoTime();
  private final long seed;
  private final boolean lease;
  private final Side source;
  private final Side target;
  private final List<Victim> victims = new ArrayList<>();
  private final Map<LinkKind, EngineCrew> crews = new EnumMap<>(LinkKind.class);
  private final boolean crowded;

  TortureRound(
      long seed, List<Profile> profiles, boolean lease, Side source, Side target, Path folder) {
    this.seed = seed;
    this.lease = lease;
    this.source = source;
    this.target = target;
    this.crowded = profiles.size() > 1;
    for (Profile profile : profiles) {
      victims.add(new Victim(profile, seed, crowded ? 2 : 4, source, target));
    }
    int size = 2 + new Random(seed).nextInt(2);
    for (LinkKind kind : profiles.stream().map(Profile::kind).distinct().toList()) {
      LinkName link = new LinkName(kind.name().toLowerCase(Locale.ROOT) + "-" + seed);
      List<String> topics = of(kind).stream().map(Victim::topic).toList();
      crews.put(
          kind, new EngineCrew(source, target, link, kind, lease, topics, crowd(size), folder));
    }
  }

  private int crowd(int size) {
    return crowded ? 2 : size;
  }

  private List<Victim> of(LinkKind kind) {
    return victims.stream().filter(victim -> victim.profile().kind() == kind).toList();
  }

  long seed() {
    return seed;
  }

  Side source() {
    return source;
  }

  Side target() {
    return target;
  }

  List<Victim> victims() {
    return victims;
  }

  List<EngineCrew> crews() {
    return List.copyOf(crews.values());
  }

  /** Chaos before the engines are up would hit nothing. */
  private void awaitFirstCopies() {
    try {
      Awaitility.await()
          .atMost(FIRST_COPIES)
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptionsInstanceOf(ClusterException.class)
          .until(() -> victims.stream().allMatch(victim -> victim.copied() > 0));
    } catch (ConditionTimeoutException e) {
      List<String> reports = crews().stream().map(EngineCrew::reports).toList();
      throw new AssertionError(
          "not everything was copied once: " + copied() + "\n" + String.join("\n", reports), e);
    }
  }

  /**
   * How far the target is behind, for the diary: a round that copied nothing under chaos is weak.
   */
  String copied() {
    return "the target holds " + copiedOffsets() + " of " + written() + " records";
  }

  /** Sum of the target's log ends, or -1 while they cannot be read. */
  long copiedOffsets() {
    try {
      return victims.stream().mapToLong(Victim::copied).sum();
    } catch (ClusterException e) {
      return -1;
    }
  }

  private long written() {
    return victims.stream().mapToLong(Victim::written).sum();
  }

  /** Chaos under load for so long, then quiet, then the comparison. */
  RoundResult play(Duration time) throws Exception {
    victims.forEach(victim -> victim.write(crowded ? 3 : 5, crowded ? 25 : 80, seed));
    awaitFirstCopies();
    long started = millis();
    List<String> diary;
    try (Chaos chaos = new Chaos(this)) {
      try {
        chaos.run(time);
      } finally {
        diary = chaos.diary();
      }
    }
    atOnce(
        victim -> {
          victim.close();
          return Optional.empty();
        });
    long quiet = millis();
    List<String> faults =
        atOnce(
            victim ->
                new Judge(this, victim, crews.get(victim.profile().kind()), CATCH_UP).verdict());
    return new RoundResult(
        seed,
        victims.stream().map(Victim::profile).sorted(Comparator.naturalOrder()).toList(),
        lease,
        written(),
        "started in " + started + " ms, quiet at " + quiet + ", compared at " + millis(),
        faults.isEmpty() ? Optional.empty() : Optional.of(String.join("\n\n", faults)),
        diary);
  }

  /** The same for every victim on a thread of its own: most of it is waiting for brokers. */
  private List<String> atOnce(Function<Victim, Optional<String>> what) {
    ExecutorService threads = Executors.newFixedThreadPool(victims.size());
    try {
      List<CompletableFuture<Optional<String>>> all =
          victims.stream()
              .map(victim -> CompletableFuture.supplyAsync(() -> what.apply(victim), threads))
              .toList();
      return all.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
    } finally {
      threads.shutdown();
    }
  }

  private long millis() {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  /** The replica of the partition's leader on disk. */
  Path replica(Side side, TopicPartition partition) {
    int leader =
        Optional.ofNullable(Map.copyOf(side.leaders(partition.topic())).get(partition.partition()))
            .orElse(1);
    return side.folder().resolve("node-" + leader).resolve(partition.toString());
  }

  @Override
  public void close() {
    victims.forEach(Victim::stop);
    victims.forEach(Victim::close);
    crews.values().forEach(EngineCrew::close);
  }
}
