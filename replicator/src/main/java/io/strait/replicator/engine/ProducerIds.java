package io.strait.replicator.engine;

import io.strait.replicator.topology.LinkName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.common.TopicPartition;

/**
 * The producer ids of a link: the same for every daemon that runs it, and far above any id that a
 * broker hands out (those count up from 0).
 */
final class ProducerIds {
  private static final long LOWEST = 1L << 62;
  private static final long EVEN = LOWEST - 2;
  private static final long MARKERS = 1L << 61;
  private static final int EPOCH_BITS = 15;

  private ProducerIds() {}

  /** The id that the link's data carries; even, in [2^62, 2^63). */
  static long data(String sourceClusterId, String targetClusterId, LinkName name) {
    return of("strait link 1\n" + sourceClusterId + "\n" + targetClusterId + "\n" + name);
  }

  /**
   * The id under which the link's own records about one mirror partition are written to its
   * internal topics. Its producer epoch is the owner's, of which only the low 15 bits fit: each
   * {@code era} of 2^15 owners has an id of its own.
   *
   * @param dataId the link's data id
   */
  static long internal(long dataId, TopicPartition target, int era) {
    return of("strait internal 1\n" + dataId + "\n" + target + "\n" + era);
  }

  private static long of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return LOWEST | (ByteBuffer.wrap(digest).getLong() & EVEN);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * The id of the control markers that fill gaps for the owner with this epoch; even, in [2^61,
   * 2^62). Producer epochs have 15 bits, so after every 2^15 owners the id is another one.
   */
  static long markers(long dataId, int ownerEpoch) {
    long generation = ownerEpoch >>> EPOCH_BITS;
    return MARKERS | (dataId + 2 * generation) & (MARKERS - 2);
  }

  /** The id of the filler records that fill gaps for the owner with this epoch. */
  static long fillers(long dataId, int ownerEpoch) {
    return markers(dataId, ownerEpoch) + 1;
  }

  /** Whether markers or fillers of any owner up to this epoch carry the id. */
  static boolean isFill(long producerId, long dataId, int ownerEpoch) {
    for (int epoch = ownerEpoch; epoch >= 0; epoch -= 1 << EPOCH_BITS) {
      if ((producerId & ~1L) == markers(dataId, epoch)) {
        return true;
      }
    }
    return false;
  }

  /** The id of the batches that fill the target up to the source's log start. */
  static long padding(long dataId) {
    return dataId + 1;
  }
}
