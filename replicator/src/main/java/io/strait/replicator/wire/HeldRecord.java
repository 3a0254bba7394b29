package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.Record;

/**
 * One record of a log, for comparing.
 *
 * @param offset its offset
 * @param producerId of its batch, or -1
 * @param sequence its producer sequence, or -1
 * @param image its content
 */
public record HeldRecord(long offset, long producerId, int sequence, Image image) {
  private static final int LONGEST_PLAIN = 64;
  private static final String NONE = "null";

  /**
   * Everything of a record that a copy must keep. Long keys and values are kept as digests, so that
   * many images fit into memory.
   *
   * @param timestamp in milliseconds
   * @param key hex, or {@code null} as text for no key; likewise {@code value}
   * @param value see {@code key}
   * @param headers as {@code name=hex}, in order
   */
  public record Image(long timestamp, String key, String value, List<String> headers) {
    /** Keeps a copy. */
    public Image {
      headers = List.copyOf(headers);
    }

    /** Whether it deletes its key. */
    public boolean isTombstone() {
      return value.equals(NONE);
    }
  }

  static HeldRecord of(long producerId, Record entry) {
    List<String> headers = new ArrayList<>();
    for (Header header : entry.headers()) {
      headers.add(
          header.key()
              + "="
              + (header.value() == null ? "null" : text(ByteBuffer.wrap(header.value()))));
    }
    Image image = new Image(entry.timestamp(), text(entry.key()), text(entry.value()), headers);
    return new HeldRecord(entry.offset(), producerId, entry.sequence(), image);
  }

  private static String text(ByteBuffer bytes) {
    if (bytes == null) {
      return NONE;
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy.length <= LONGEST_PLAIN
        ? HexFormat.of().formatHex(copy)
        : copy.length + " bytes " + HexFormat.of().formatHex(digest(copy));
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
