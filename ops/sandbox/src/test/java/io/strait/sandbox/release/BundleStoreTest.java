package io.strait.sandbox.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleStoreTest {
  private static final Bundle THING =
      new Bundle("thing", "1.0", List.of(Artifact.jar("g", "a", "1.0")), Bundle.Content.LIBRARIES);

  @TempDir private Path root;

  private final AtomicInteger fillings = new AtomicInteger();

  private BundleStore store() {
    return new BundleStore(root.resolve("cache"), this::fill);
  }

  private void fill(Bundle bundle, Path workshop, Path target) throws IOException {
    fillings.incrementAndGet();
    Files.createDirectory(target);
    Files.writeString(target.resolve("a.jar"), bundle.version());
    Files.writeString(workshop.resolve("waste"), "");
  }

  @Test
  void shouldFetchOnceWhenAskedOften() throws IOException {
    Path first = store().folder(THING);
    Path second = store().folder(THING);

    assertThat(second).isEqualTo(first).isEqualTo(root.resolve("cache/thing-1.0"));
    assertThat(first.resolve("a.jar")).hasContent("1.0");
    assertThat(fillings).hasValue(1);
    assertThat(root.resolve("cache/thing-1.0.partial")).doesNotExist();
  }

  @Test
  void shouldFetchOnceWhenSeveralThreadsAskAtTheSameTime() {
    List<CompletableFuture<Path>> asked =
        IntStream.range(0, 8).mapToObj(i -> CompletableFuture.supplyAsync(this::folder)).toList();

    assertThat(asked.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(fillings).hasValue(1);
  }

  private Path folder() {
    try {
      return store().folder(THING);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldLeaveNothingAndTryAgainWhenAFetchFails() throws IOException {
    BundleStore broken =
        new BundleStore(
            root.resolve("cache"),
            (bundle, workshop, target) -> {
              Files.createDirectory(target);
              throw new FetchException("no network");
            });

    assertThatThrownBy(() -> broken.folder(THING)).hasMessage("no network");
    assertThat(root.resolve("cache/thing-1.0")).doesNotExist();
    assertThat(store().folder(THING)).isNotEmptyDirectory();
  }

  @Test
  void shouldClearWhatAKilledProgramLeftBehind() throws IOException {
    Path partial = root.resolve("cache/thing-1.0.partial/content");
    Files.createDirectories(partial);
    Files.writeString(partial.resolve("half.jar"), "ha");

    assertThat(store().folder(THING).resolve("half.jar")).doesNotExist();
  }

  @Test
  void shouldRefuseASuccessThatBroughtNothing() {
    BundleStore idle = new BundleStore(root, (bundle, workshop, target) -> {});

    assertThatThrownBy(() -> idle.folder(THING))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("g:a:1.0:jar");
  }

  @Test
  void shouldTakeThePropertyBeforeTheVariableBeforeTheHome() {
    Properties properties = new Properties();
    properties.setProperty("user.home", "/home/me");
    Map<String, String> none = Map.of();
    Map<String, String> variable = Map.of("STRAIT_CACHE", "/var/cache/boxes");

    assertThat(BundleStore.root(properties, none)).isEqualTo(Path.of("/home/me/.cache/strait"));
    assertThat(BundleStore.root(properties, variable)).isEqualTo(Path.of("/var/cache/boxes"));
    properties.setProperty("strait.cache", "/mine");
    assertThat(BundleStore.root(properties, variable)).isEqualTo(Path.of("/mine"));
  }
}
