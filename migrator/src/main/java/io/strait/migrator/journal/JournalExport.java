package io.strait.migrator.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The journal as NDJSON: one entry a line, bytes as they are in the topic. */
public final class JournalExport {
  private JournalExport() {}

  /** Writes the entries; the stream stays open. */
  public static void write(List<JournalEntry> entries, OutputStream out) {
    try {
      for (JournalEntry entry : entries) {
        out.write(JournalCodec.encode(entry));
        out.write('\n');
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("while exporting the journal: " + e.getMessage(), e);
    }
  }

  /**
   * Reads an export back and checks its chain.
   *
   * @param where names the file in errors
   * @throws JournalException if a line or the chain is broken
   */
  public static List<JournalEntry> verified(List<String> lines, String where) {
    List<JournalEntry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      entries.add(
          JournalCodec.decode(
              lines.get(i).getBytes(StandardCharsets.UTF_8), where + " line " + (i + 1)));
    }
    Chain.verify(entries, where);
    return entries;
  }
}
