package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import io.strait.sandbox.ChildCluster;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.KafkaRelease;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxRegistry;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What runs in a sandbox: its clusters, and a registry beside each where asked; all started at the
 * same time, and ended together.
 */
final class SandboxBoxes implements AutoCloseable {
  private final Map<String, KafkaCluster> clusters = new LinkedHashMap<>();
  private final Map<String, SandboxRegistry> registries = new LinkedHashMap<>();

  private SandboxBoxes() {}

  /**
   * What to start.
   *
   * @param specs of the clusters, in the order in which they are listed
   * @param release of the first cluster; empty for the one Strait itself uses
   * @param registry whether each cluster gets a registry, whose log goes to this folder
   */
  record Wish(List<SandboxSpec> specs, Optional<KafkaRelease> release, Optional<Path> registry) {}

  /** Starts all of it, or leaves nothing running. */
  static SandboxBoxes start(Wish wish) {
    SandboxBoxes boxes = new SandboxBoxes();
    Map<String, CompletableFuture<KafkaCluster>> clusters = new LinkedHashMap<>();
    Map<String, CompletableFuture<SandboxRegistry>> registries = new LinkedHashMap<>();
    for (int i = 0; i < wish.specs().size(); i++) {
      SandboxSpec spec = wish.specs().get(i);
      Optional<KafkaRelease> release = i == 0 ? wish.release() : Optional.empty();
      clusters.put(spec.alias(), begun(() -> cluster(spec, release)));
      wish.registry()
          .ifPresent(log -> registries.put(spec.alias(), begun(() -> SandboxRegistry.start(log))));
    }
    List<RuntimeException> failures = new ArrayList<>();
    clusters.forEach((alias, one) -> keep(alias, one, boxes.clusters, failures));
    registries.forEach((alias, one) -> keep(alias, one, boxes.registries, failures));
    if (!failures.isEmpty()) {
      boxes.close();
      throw failures.get(0);
    }
    return boxes;
  }

  private static KafkaCluster cluster(SandboxSpec spec, Optional<KafkaRelease> release) {
    return release.isPresent()
        ? ChildCluster.start(spec, release.get())
        : SandboxCluster.start(spec);
  }

  private static <T> CompletableFuture<T> begun(Supplier<T> start) {
    return CompletableFuture.supplyAsync(start, task -> new Thread(task, "sandbox-start").start());
  }

  private static <T> void keep(
      String alias,
      CompletableFuture<T> starting,
      Map<String, T> kept,
      List<RuntimeException> failures) {
    try {
      kept.put(alias, starting.join());
    } catch (CompletionException e) {
      failures.add(e.getCause() instanceof RuntimeException own ? own : e);
    }
  }

  /** The release of that version. */
  static Optional<KafkaRelease> release(String version) {
    if (version.isEmpty()) {
      return Optional.empty();
    }
    Optional<KafkaRelease> known = KafkaRelease.of(version);
    if (known.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "--release "
              + version
              + " is not one that the sandbox runs; there are "
              + Arrays.stream(KafkaRelease.values())
                  .map(KafkaRelease::version)
                  .collect(Collectors.joining(", ")));
    }
    return known;
  }

  /** In the order of the wish. */
  List<KafkaCluster> clusters() {
    return List.copyOf(clusters.values());
  }

  /** By the cluster's alias. */
  Map<String, SandboxRegistry> registries() {
    return registries;
  }

  @Override
  public void close() {
    registries.values().forEach(SandboxRegistry::close);
    clusters.values().forEach(KafkaCluster::close);
  }
}
