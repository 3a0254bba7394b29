package io.strait.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a program logged since a position; the only word of one that cannot be asked any more. */
record LogTail(String text) {
  private static final int MOST = 1 << 20;
  private static final int SHOWN = 300;

  /** At most the last MiB; empty where there is no file. */
  static LogTail of(Path log, long from) throws IOException {
    if (!Files.exists(log)) {
      return new LogTail("");
    }
    try (SeekableByteChannel file = Files.newByteChannel(log)) {
      long start = Math.max(from, file.size() - MOST);
      file.position(start);
      ByteBuffer content = ByteBuffer.allocate((int) Math.max(0, file.size() - start));
      while (content.hasRemaining() && file.read(content) >= 0) {
        // Until the end as it was a moment ago.
      }
      return new LogTail(
          new String(content.array(), 0, content.position(), StandardCharsets.UTF_8));
    }
  }

  boolean says(String words) {
    return text.contains(words);
  }

  /** The last line that tells of a failure, or the last line. */
  String last() {
    List<String> lines = text.lines().filter(line -> !line.startsWith("\tat ")).toList();
    String line =
        lines.stream()
            .filter(one -> one.contains("Exception") || one.contains("ERROR"))
            .reduce((earlier, later) -> later)
            .or(() -> lines.stream().reduce((earlier, later) -> later))
            .orElse("it said nothing");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
  }
}
