package io.strait.replicator.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Batch headers straight from a broker's segment files, for looking at a difference. */
final class SegmentDump {
  private static final int HEADER = 61;
  private static final int LENGTH_OVERHEAD = 12;
  private static final int CONTROL = 0x20;

  /** Links fill gaps with markers of ids from here on; no coordinator gives them away. */
  private static final long LONE_MARKERS = 1L << 60;

  private SegmentDump() {}

  /** The batches of one replica that overlap {@code [from, to)}. */
  static List<String> around(Path replica, long from, long to) {
    List<String> lines = new ArrayList<>();
    try {
      each(
          replica,
          header -> {
            long base = header.getLong(0);
            long last = base + header.getInt(23);
            if (last >= from && base < to) {
              lines.add(line(header, base, last));
            }
          });
    } catch (IOException e) {
      lines.add("cannot read " + replica + ": " + e);
    }
    return lines;
  }

  /**
   * Offset of the first marker that ends what an earlier one has ended: since transaction.version 2
   * each transaction has an epoch of its own.
   */
  static OptionalLong endedTwice(Path replica) {
    Set<String> ended = new HashSet<>();
    List<Long> again = new ArrayList<>();
    try {
      each(
          replica,
          header -> {
            boolean control = (header.getShort(21) & CONTROL) != 0;
            long producer = header.getLong(43);
            boolean end = control && producer < LONE_MARKERS;
            if (end && !ended.add(producer + " " + header.getShort(51))) {
              again.add(header.getLong(0));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return again.stream().mapToLong(Long::longValue).findFirst();
  }

  private static void each(Path replica, Consumer<ByteBuffer> taker) throws IOException {
    try (Stream<Path> files = Files.list(replica)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
        read(file, taker);
      }
    }
  }

  private static void read(Path file, Consumer<ByteBuffer> taker) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long at = 0;
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      while (at + HEADER <= channel.size()) {
        channel.read(header.clear(), at);
        taker.accept(header);
        at += header.getInt(8) + LENGTH_OVERHEAD;
      }
    }
  }

  private static String line(ByteBuffer header, long base, long last) {
    return String.format(
        "[%d..%d] count %d leaderEpoch %d producer %d epoch %d sequence %d attributes %02x max %d",
        base,
        last,
        header.getInt(57),
        header.getInt(12),
        header.getLong(43),
        header.getShort(51),
        header.getInt(53),
        header.getShort(21),
        header.getLong(35));
  }
}
