package io.strait.replicator.mirror.adopt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record as far as it must be known again: by a digest of timestamp, key, value and headers.
 *
 * @param offset on its side
 * @param high first half of the digest
 * @param low second half
 * @param state what the source has said about it
 */
record HeldEntry(long offset, long high, long low, State state) {
  private static final ThreadLocal<MessageDigest> DIGEST =
      ThreadLocal.withInitial(HeldEntry::digest);
  private static final int ABSENT = -1;

  /** Whether a record counts. */
  enum State {
    /** It does. */
    COMMITTED,
    /** Its transaction was aborted. */
    ABORTED,
    /** Its transaction has not ended. */
    OPEN
  }

  static HeldEntry of(ConsumerRecord<byte[], byte[]> held, State state) {
    MessageDigest digest = DIGEST.get();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(held.timestamp()).array());
    add(digest, held.key());
    add(digest, held.value());
    for (Header header : held.headers()) {
      add(digest, header.key().getBytes(StandardCharsets.UTF_8));
      add(digest, header.value());
    }
    ByteBuffer image = ByteBuffer.wrap(digest.digest());
    return new HeldEntry(held.offset(), image.getLong(), image.getLong(), state);
  }

  boolean isSame(HeldEntry other) {
    return high == other.high && low == other.low;
  }

  private static void add(MessageDigest digest, byte[] part) {
    int length = part == null ? ABSENT : part.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    if (part != null) {
      digest.update(part);
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
