package io.strait.validator.agent;

import io.strait.validator.digest.Digest;
import java.util.List;

/** A finished digest tree on one side; may be far away. Close it to free its memory there. */
public interface Digests extends AutoCloseable {
  /** What was read; at hand without a question. */
  Totals totals();

  /**
   * Checkpoints of one level, in the order asked for.
   *
   * @param level 0 for windows
   * @param nodes at most {@link Descent#MOST_NODES}
   */
  List<Digest> nodes(int level, List<Integer> nodes);

  /** The offset of the first record of each of these windows; -1 where it has none. */
  List<Long> firsts(List<Integer> windows);

  @Override
  void close();

  /**
   * The sums of a digest.
   *
   * @param records how many records were read
   * @param bytes of their keys, values and headers
   * @param end one past the last offset that was read or passed over
   * @param root digest of all of it
   */
  record Totals(long records, long bytes, long end, Digest root) {}
}
