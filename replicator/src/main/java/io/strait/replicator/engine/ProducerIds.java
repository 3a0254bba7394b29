package io.strait.replicator.engine;

import io.strait.replicator.topology.LinkName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The producer ids of a link: the same for every daemon that runs it, and far above any id that a
 * broker hands out (those count up from 0).
 */
final class ProducerIds {
  private static final long LOWEST = 1L << 62;
  private static final long EVEN = LOWEST - 2;

  private ProducerIds() {}

  /** The id that the link's data carries; even, in [2^62, 2^63). */
  static long data(String sourceClusterId, String targetClusterId, LinkName name) {
    String text = "strait link 1\n" + sourceClusterId + "\n" + targetClusterId + "\n" + name;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return LOWEST | (ByteBuffer.wrap(digest).getLong() & EVEN);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The id of the batches that fill the target up to the source's log start. */
  static long padding(long dataId) {
    return dataId + 1;
  }
}
