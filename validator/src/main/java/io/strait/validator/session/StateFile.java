package io.strait.validator.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Where proofs are kept between runs: append-only lines, each with a checksum, readable and
 * writable by its owner only, because the seeds of the digests are in it.
 *
 * <p>A line is handed to the operating system before {@link #append} returns, so a killed process
 * loses nothing; it is forced to the disk at least every {@value #FORCE_MS} ms, so a crash of the
 * host loses that much. What a kill left of a last line is dropped; damage anywhere else is an
 * error. Safe for use by several threads; used by one process at a time.
 */
public final class StateFile implements AutoCloseable {
  private static final long FORCE_MS = 250;
  private static final long TIDY_BYTES = 16 << 20;
  private static final FileAttribute<?> FOR_ITS_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> FOLDER_FOR_ITS_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path file;
  private final FileChannel channel;
  private final LongSupplier nanos;
  private final History history;
  private long forcedAt;
  private String fault;

  private StateFile(Path file, FileChannel channel, LongSupplier nanos, History history) {
    this.file = file;
    this.channel = channel;
    this.nanos = nanos;
    this.history = history;
    this.forcedAt = nanos.getAsLong();
  }

  /**
   * Opens a file or makes it, with its folder.
   *
   * @throws StateException if it is about other clusters, damaged, in use, or cannot be written
   */
  public static StateFile open(Path file, StateEntry.Head whose) {
    return open(file, whose, System::nanoTime, TIDY_BYTES);
  }

  static StateFile open(Path file, StateEntry.Head whose, LongSupplier nanos, long tidyBytes) {
    try {
      makeFolder(file.toAbsolutePath().getParent());
      FileChannel channel = locked(file);
      try {
        List<StateEntry> entries = read(file, channel);
        refuseForeign(file, entries, whose);
        History history = History.of(entries);
        StateFile state = new StateFile(file, channel, nanos, history);
        if (channel.size() == 0) {
          state.put(StateCodec.line(whose));
          channel.force(true);
        }
        return channel.size() > tidyBytes ? state.tidied(whose, nanos) : state;
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StateException(
          "state file "
              + file
              + " cannot be used ("
              + reason(e)
              + "); name another with --state FILE",
          e);
    }
  }

  /** What earlier runs left, as it was when the file was opened. */
  public History history() {
    return history;
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /** Why nothing is kept any more, when that is so; what was kept before is whole. */
  public synchronized Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /**
   * Adds a line. A disk that takes no more makes {@link #fault}, not an exception: the run goes on,
   * and only what it proves from here on is not kept.
   */
  public synchronized void append(StateEntry entry) {
    if (fault != null) {
      return;
    }
    long good = -1;
    try {
      good = channel.size();
      put(StateCodec.line(entry));
      if (nanos.getAsLong() - forcedAt >= FORCE_MS * 1_000_000) {
        channel.force(false);
        forcedAt = nanos.getAsLong();
      }
    } catch (IOException e) {
      fault = "state file " + file + " takes no more (" + reason(e) + ")";
      cutTo(good);
    }
  }

  @Override
  public synchronized void close() {
    try {
      channel.force(true);
    } catch (IOException e) {
      fault = "state file " + file + " may be incomplete (" + reason(e) + ")";
    }
    try {
      channel.close();
    } catch (IOException e) {
      fault = "state file " + file + " was not closed (" + reason(e) + ")";
    }
  }

  private void put(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    channel.position(channel.size());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Takes back half a line, so that the file ends with a whole one. */
  private void cutTo(long size) {
    try {
      if (size >= 0) {
        channel.truncate(size);
      }
    } catch (IOException e) {
      fault += "; the end of it is torn, which the next run mends";
    }
  }

  /** Writes what still matters beside it and puts that in its place. */
  private StateFile tidied(StateEntry.Head whose, LongSupplier clock) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    FileChannel into = locked(fresh);
    StateFile smaller = new StateFile(file, into, clock, history);
    smaller.put(StateCodec.line(whose));
    for (StateEntry entry : history.kept()) {
      smaller.put(StateCodec.line(entry));
    }
    into.force(true);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    channel.close();
    return smaller;
  }

  private static FileChannel locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            FOR_ITS_OWNER);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Another run in this process has it.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new StateException(
        "state file "
            + file
            + " is in use by another run; wait for it or name another with"
            + " --state FILE");
  }

  private static void makeFolder(Path folder) throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder, FOLDER_FOR_ITS_OWNER);
    }
  }

  /** Whole lines; what a kill left of the last one is cut off. */
  private static List<StateEntry> read(Path file, FileChannel channel) throws IOException {
    String text = new String(bytes(channel), StandardCharsets.UTF_8);
    List<StateEntry> entries = new ArrayList<>();
    int at = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      Optional<StateEntry> entry = StateCodec.entry(text.substring(at, end));
      if (entry.isEmpty()) {
        throw new StateException(
            "state file "
                + file
                + ", line "
                + (entries.size() + 1)
                + ", is damaged or no line of a state file; move it away and run --mode full, or name"
                + " another with --state FILE");
      }
      entries.add(entry.get());
      at = end + 1;
    }
    if (at < text.length() && entries.isEmpty() && !looksTorn(text)) {
      throw new StateException(
          "file " + file + " is no state file of strait verify; name another with --state FILE");
    }
    channel.truncate(text.substring(0, at).getBytes(StandardCharsets.UTF_8).length);
    return entries;
  }

  /** Whether this may be the beginning of a first line, so that nothing of anybody's is lost. */
  private static boolean looksTorn(String text) {
    String start = "{\"strait_verify\":";
    return text.startsWith(start) || start.startsWith(text);
  }

  private static byte[] bytes(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    channel.position(0);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      continue;
    }
    return bytes.array();
  }

  private static void refuseForeign(Path file, List<StateEntry> entries, StateEntry.Head whose) {
    if (entries.isEmpty()) {
      return;
    }
    if (!(entries.get(0) instanceof StateEntry.Head head) || !head.equals(whose)) {
      throw new StateException(
          "state file "
              + file
              + " is about "
              + (entries.get(0) instanceof StateEntry.Head head
                  ? "clusters " + head.sourceCluster() + " -> " + head.targetCluster()
                  : "unknown clusters")
              + ", these are "
              + whose.sourceCluster()
              + " -> "
              + whose.targetCluster()
              + "; name another with --state FILE, or move it away if a cluster was set up anew");
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
  }
}
