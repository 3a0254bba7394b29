package io.strait.ops.bench.engine;

import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.host.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Starts engines, one at a time. {@link #end} may come from any thread. */
public final class Engines {
  private final ClassPaths classPaths;
  private Optional<Program> running = Optional.empty();
  private boolean ended;

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
    return launched(
        switch (engine) {
          case STRAIT -> StraitSetup.order(assignment, classPaths);
          case MM2_DEFAULT ->
              MirrorMakerSetup.order(assignment, MirrorMakerSetup.PLAIN, classPaths);
          case MM2_TUNED -> MirrorMakerSetup.order(assignment, MirrorMakerSetup.TUNED, classPaths);
          case LOOP -> LoopSetup.order(assignment, classPaths);
          case RELAY -> throw new IllegalArgumentException("the relay copies no topics");
        },
        log(assignment));
  }

  /** Starts two consumers that compare the first topic on both sides, and end. */
  public Program consumers(Assignment assignment) {
    return launched(CompareSetup.consumers(assignment, classPaths), log(assignment));
  }

  /** Starts the product's scan of the first topic, which ends by itself. */
  public Program scan(Assignment assignment, String mode, int heapMib) {
    return launched(CompareSetup.scan(assignment, mode, heapMib, classPaths), log(assignment));
  }

  /** Starts a relay that reads from one port and writes to the other. */
  public Program relay(int from, int to, Path folder) {
    return launched(RelaySetup.order(from, to, classPaths), folder.resolve("relay.log"));
  }

  private synchronized Program launched(Program.Order order, Path log) {
    if (ended) {
      throw new BenchFailure("no engine is started any more: the time is used up");
    }
    Program program = Program.start(order, log);
    running = Optional.of(program);
    return program;
  }

  /** Ends what runs; nothing is started after. */
  public synchronized void end() {
    ended = true;
    running.ifPresent(Program::stop);
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
