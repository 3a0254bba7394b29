package io.strait.sandbox.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of fetched bundles, filled on demand and kept: {@code .cache/strait} in the user's home,
 * or what system property {@code strait.cache} or environment variable {@code STRAIT_CACHE} say.
 *
 * <p>Several programs may ask for the same bundle at once: one fetches, the others wait. A bundle
 * that is there is not looked into again; delete its folder to have it fetched anew.
 */
public final class BundleStore {
  private static final Logger LOG = LoggerFactory.getLogger(BundleStore.class);

  /** Locks of files count per process, so the threads of this one take turns by themselves. */
  private static final Object THIS_PROCESS = new Object();

  private final Path root;
  private final Filling filling;

  BundleStore(Path root, Filling filling) {
    this.root = root;
    this.filling = filling;
  }

  /** How a folder gets its content. */
  interface Filling {
    /** Creates {@code target} and fills it; {@code workshop} exists and is deleted afterwards. */
    void fill(Bundle bundle, Path workshop, Path target) throws IOException;
  }

  /** The store of this user. */
  public static BundleStore ofUser() {
    Properties properties = System.getProperties();
    Map<String, String> environment = System.getenv();
    return new BundleStore(
        root(properties, environment), new MavenRun(properties, environment)::fill);
  }

  static Path root(Properties properties, Map<String, String> environment) {
    return Optional.ofNullable(properties.getProperty("strait.cache"))
        .or(() -> Optional.ofNullable(environment.get("STRAIT_CACHE")))
        .filter(path -> !path.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(properties.getProperty("user.home"), ".cache", "strait"))
        .toAbsolutePath();
  }

  /**
   * The folder with the bundle's content, fetched when it is not there yet (then up to some
   * minutes).
   *
   * @throws FetchException when it cannot be had
   * @throws IOException when the cache cannot be written; the message names the path
   */
  public Path folder(Bundle bundle) throws IOException {
    Path folder = root.resolve(bundle.folder());
    if (Files.isDirectory(folder)) {
      return folder;
    }
    synchronized (THIS_PROCESS) {
      Files.createDirectories(root);
      try (FileChannel channel =
              FileChannel.open(
                  root.resolve(bundle.folder() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (!Files.isDirectory(folder)) {
          LOG.atInfo()
              .addKeyValue("artifacts", bundle.artifacts())
              .addKeyValue("folder", folder)
              .addKeyValue("lock", held)
              .log("Fetching released software once");
          fetch(bundle, folder);
        }
      }
    }
    return folder;
  }

  private void fetch(Bundle bundle, Path folder) throws IOException {
    Path workshop = root.resolve(bundle.folder() + ".partial");
    // Only the holder of the lock works here: what lies there was left by one that was killed.
    delete(workshop);
    Files.createDirectories(workshop);
    try {
      Path content = workshop.resolve("content");
      filling.fill(bundle, workshop, content);
      if (!Files.isDirectory(content)) {
        throw new FetchException("Maven ended well but left nothing of " + bundle.artifacts());
      }
      Files.move(content, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(workshop);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> parts;
    try (Stream<Path> found = Files.walk(folder)) {
      parts = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path part : parts) {
      Files.delete(part);
    }
  }
}
