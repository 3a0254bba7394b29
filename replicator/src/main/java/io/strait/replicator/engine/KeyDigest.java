package io.strait.replicator.engine;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Half of a key's SHA-256: so long that two keys of one partition never share it, whoever chose
 * them. Never zero.
 */
record KeyDigest(long high, long low) {
  /** Makes digests; one thread. */
  static final class Maker {
    private final MessageDigest sha;

    Maker() {
      try {
        this.sha = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    KeyDigest of(byte[] key) {
      ByteBuffer digest = ByteBuffer.wrap(sha.digest(key));
      return new KeyDigest(digest.getLong(), digest.getLong() | 1);
    }
  }
}
