package io.strait.ops.demo;

import io.strait.sandbox.SandboxException;
import io.strait.sandbox.SandboxRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A real schema registry beside each cluster. */
final class DemoRegistries implements AutoCloseable {
  private final SandboxRegistry east;
  private final SandboxRegistry west;
  private final Path logs;

  private DemoRegistries(SandboxRegistry east, SandboxRegistry west, Path logs) {
    this.logs = logs;
    this.east = east;
    this.west = west;
  }

  /**
   * Starts both; fetches the registry first if it never was.
   *
   * @throws io.strait.sandbox.SandboxException if it can neither be found nor fetched
   */
  static DemoRegistries start(Path directory) {
    Path logs = folder(directory.resolve("registries"));
    SandboxRegistry first = SandboxRegistry.start(logs);
    try {
      return new DemoRegistries(first, SandboxRegistry.start(logs), logs);
    } catch (SandboxException e) {
      first.close();
      throw e;
    }
  }

  private static Path folder(Path logs) {
    try {
      return Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + logs + " cannot be made", e);
    }
  }

  private void deleteLogs() {
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(logs);
    } catch (IOException e) {
      throw new UncheckedIOException("the registries' logs in " + logs + " cannot be deleted", e);
    }
  }

  /** Where east's speaks the Confluent-compatible API. */
  String east() {
    return east.confluentUrl();
  }

  /** Where west's does. */
  String west() {
    return west.confluentUrl();
  }

  /** Where all of one cluster's registry is. */
  String url(String alias) {
    return alias.equals(DemoClusters.EAST) ? east.url() : west.url();
  }

  /** What they are. */
  String text() {
    return "Apicurio " + east.release().version();
  }

  @Override
  public void close() {
    try {
      east.close();
    } finally {
      west.close();
      deleteLogs();
    }
  }
}
