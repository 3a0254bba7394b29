package io.strait.ops.demo;

import io.strait.sandbox.SandboxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Registries that start while the clusters do; a machine that cannot fetch them goes without. */
final class OptionalRegistries implements AutoCloseable {
  private final CompletableFuture<DemoRegistries> starting;

  private OptionalRegistries(CompletableFuture<DemoRegistries> starting) {
    this.starting = starting;
  }

  /** Returns at once. */
  static OptionalRegistries begin(Path directory) {
    return new OptionalRegistries(
        CompletableFuture.supplyAsync(() -> DemoRegistries.start(directory)));
  }

  /** Says what they are, or why there are none. */
  void await(DemoScreen screen) {
    if (!starting.isDone()) {
      screen.live("waiting for the schema registries (the first time they are fetched: 142 MB)");
    }
    try {
      screen.step("a schema registry beside each cluster: " + starting.join().text());
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof SandboxException)) {
        throw e;
      }
      screen.step("no Avro in this run: " + e.getCause().getMessage());
    }
  }

  /** Empty where there are none; waits for them. */
  Optional<DemoRegistries> both() {
    try {
      return Optional.of(starting.join());
    } catch (CompletionException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    both().ifPresent(DemoRegistries::close);
  }
}
