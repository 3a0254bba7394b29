package io.strait.ops.bench.engine;

import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.host.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Starts engines. */
public final class Engines {
  private final ClassPaths classPaths;

  /** Takes programs from there. */
  public Engines(ClassPaths classPaths) {
    this.classPaths = classPaths;
  }

  /**
   * Starts a mirror and returns at once.
   *
   * @throws IllegalArgumentException for what is no mirror
   */
  public Program start(Engine engine, Assignment assignment) {
    return switch (engine) {
      case STRAIT -> Program.start(StraitSetup.order(assignment, classPaths), log(assignment));
      case MM2_DEFAULT ->
          Program.start(
              MirrorMakerSetup.order(assignment, MirrorMakerSetup.PLAIN, classPaths),
              log(assignment));
      case MM2_TUNED ->
          Program.start(
              MirrorMakerSetup.order(assignment, MirrorMakerSetup.TUNED, classPaths),
              log(assignment));
      case LOOP -> Program.start(LoopSetup.order(assignment, classPaths), log(assignment));
      case RELAY -> throw new IllegalArgumentException("the relay copies no topics");
    };
  }

  /** Starts a relay that reads from one port and writes to the other. */
  public Program relay(int from, int to, Path folder) {
    return Program.start(RelaySetup.order(from, to, classPaths), folder.resolve("relay.log"));
  }

  private static Path log(Assignment assignment) {
    return assignment.folder().resolve(assignment.run() + ".log");
  }

  /** Writes a configuration that only this user can read, because it may hold secrets. */
  static Path write(Assignment assignment, String ending, String text) {
    Path file = assignment.folder().resolve(assignment.run() + ending);
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new BenchFailure("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
