package io.strait.validator.certificate;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What one side of a certified partition held: enough to read that side again without the other.
 * Digests are of the records as they are stored, with the offsets of this log.
 *
 * @param topicId identity of the topic on this side
 * @param range offsets of this log that are certified
 * @param digest of all records in the range
 * @param windows the same in pieces, so that a check can say where
 * @param latest the last record of each key within the range, where a cleaner may remove others;
 *     empty for a topic that kept all records
 */
public record CertifiedLog(
    String topicId,
    OffsetRange range,
    Digest digest,
    List<Window> windows,
    Optional<LatestValues> latest) {
  /** The most windows of one log. */
  public static final int MOST_WINDOWS = 64;

  /** Copies the list. */
  public CertifiedLog {
    windows = List.copyOf(windows);
  }

  /**
   * A piece of the range; begins where the piece before it ends.
   *
   * @param to one past its last offset
   * @param digest of its records
   */
  public record Window(long to, Digest digest) {}

  /** Which offsets a window covers. */
  OffsetRange window(int index) {
    long from = index == 0 ? range.from() : windows.get(index - 1).to();
    return new OffsetRange(from, windows.get(index).to());
  }

  /** What is left from a window on. */
  OffsetRange from(int index) {
    return new OffsetRange(index < windows.size() ? window(index).from() : range.to(), range.to());
  }

  /** Whether the windows follow each other, end with the range, and add up to the digest. */
  boolean addsUp(long seed) {
    long at = range.from();
    for (Window window : windows) {
      if (window.to() < at) {
        return false;
      }
      at = window.to();
    }
    List<Digest> digests = windows.stream().map(Window::digest).toList();
    return at == range.to()
        && windows.size() <= MOST_WINDOWS
        && Digests.sum(digests, new ChainBase(seed)).equals(digest);
  }
}
