package io.strait.validator.agent;

import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.Digest;
import io.strait.validator.digest.DigestTree;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogView;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** A digest that was made here by one pass over a log. Immutable once made. */
final class DigestRun implements Digests {
  private final DigestTree tree;
  private final long[] firsts;
  private final Totals totals;

  private DigestRun(DigestTree tree, long[] firsts, Totals totals) {
    this.tree = tree;
    this.firsts = firsts;
    this.totals = totals;
  }

  /**
   * Reads the range.
   *
   * @param progress told after each record; may throw to end it early
   */
  static DigestRun of(LogView log, DigestTask task, Reading progress) {
    Fingerprinter fingerprinter = new Fingerprinter(task.seed());
    DigestTree.Builder builder = new DigestTree.Builder(task.grid(), new ChainBase(task.seed()));
    long[] firsts = new long[Math.max(1, task.grid().windows())];
    Arrays.fill(firsts, -1);
    long records = 0;
    long bytes = 0;
    long end = task.range().from();
    Iterator<LogRecord> rest = log.read(task.range());
    while (records < task.most() && rest.hasNext()) {
      LogRecord record = rest.next();
      long number = number(task.numbering(), record.offset(), records);
      int window = task.grid().index(number);
      if (firsts[window] < 0) {
        firsts[window] = record.offset();
      }
      builder.add(fingerprinter.of(record), number);
      records++;
      bytes += size(record);
      end = record.offset() + 1;
      progress.at(records, bytes);
    }
    DigestTree tree = builder.build();
    long passed = records < task.most() ? task.range().to() : end;
    return new DigestRun(tree, firsts, new Totals(records, bytes, passed, tree.root()));
  }

  @Override
  public Totals totals() {
    return totals;
  }

  @Override
  public List<Digest> nodes(int level, List<Integer> nodes) {
    if (level < 0 || level >= tree.height()) {
      throw new IllegalArgumentException(
          "level " + level + ": the tree has levels 0 to " + (tree.height() - 1));
    }
    return nodes.stream().map(node -> node(level, node)).toList();
  }

  @Override
  public List<Long> firsts(List<Integer> windows) {
    return windows.stream().map(window -> firsts[inside("window", window, firsts.length)]).toList();
  }

  @Override
  public void close() {}

  /** Bytes of a record's fields: what a copy of it would at least have to move. */
  static long size(LogRecord record) {
    long size = length(record.key()) + length(record.value());
    for (HeaderField header : record.headers()) {
      size += header.name().length() + length(header.value());
    }
    return size;
  }

  private Digest node(int level, int node) {
    return tree.node(level, inside("node", node, tree.width(level)));
  }

  private static int inside(String what, int index, int width) {
    if (index < 0 || index >= width) {
      throw new IllegalArgumentException(
          what + " " + index + ": there are " + width + ", counted from 0");
    }
    return index;
  }

  private static long number(Numbering numbering, long offset, long records) {
    return numbering instanceof Numbering.BySourceOffset by
        ? by.relation().toSource(offset)
        : ((Numbering.ByOrdinal) numbering).first() + records;
  }

  private static long length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
