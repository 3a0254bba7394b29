package io.strait.ops.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Deletes what a command made. */
final class Folders {
  private static final int ATTEMPTS = 20;
  private static final long PAUSE_NANOS = 100_000_000;

  private Folders() {}

  /** The folder and all in it; nothing happens when it is gone. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** The same while children that were ended may still be writing; gives up after 2 s. */
  static void deleteAtLast(Path folder) {
    for (int attempt = 1; attempt <= ATTEMPTS && Files.exists(folder); attempt++) {
      try {
        delete(folder);
      } catch (IOException | UncheckedIOException e) {
        // A child wrote or deleted in between; it is about to end, so try again.
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
