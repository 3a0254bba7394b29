package io.strait.replicator.torture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Batch headers straight from a broker's segment files, for looking at a difference. */
final class SegmentDump {
  private static final int HEADER = 61;
  private static final int LENGTH_OVERHEAD = 12;

  private SegmentDump() {}

  /** The batches of one replica that overlap {@code [from, to)}. */
  static List<String> around(Path replica, long from, long to) {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(replica)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
        read(file, from, to, lines);
      }
    } catch (IOException e) {
      lines.add("cannot read " + replica + ": " + e);
    }
    return lines;
  }

  private static void read(Path file, long from, long to, List<String> lines) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long at = 0;
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      while (at + HEADER <= channel.size()) {
        channel.read(header.clear(), at);
        long base = header.getLong(0);
        long last = base + header.getInt(23);
        if (last >= from && base < to) {
          lines.add(line(header, base, last));
        }
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
