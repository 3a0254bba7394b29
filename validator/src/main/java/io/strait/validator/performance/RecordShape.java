package io.strait.validator.performance;

import io.strait.validator.digest.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.Deflater;

/**
 * What made-up records look like.
 *
 * @param sizes of values in bytes, one of which is drawn each time; at least one, each 8 or more
 * @param noise which part of a value cannot be compressed, 0 to 1
 */
public record RecordShape(List<Integer> sizes, double noise) {
  /** Values of 1 KiB, of which half can be compressed away. */
  public static final RecordShape DEFAULT = new RecordShape(List.of(1_024), 0.5);

  /** A value holds the time at which it was sent. */
  static final int LEAST = Long.BYTES;

  /** Keeps a copy; refuses an empty one. */
  public RecordShape {
    sizes = sizes.stream().map(size -> Math.max(LEAST, size)).toList();
    if (sizes.isEmpty() || !(noise >= 0 && noise <= 1)) {
      throw new IllegalArgumentException(
          "shape of " + sizes.size() + " sizes, noise " + noise + ": needs a size, and 0 to 1");
    }
  }

  /** That of sampled records; the default where there is none. */
  public static RecordShape of(List<LogRecord> sample) {
    List<Integer> sizes = new ArrayList<>();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    byte[] scratch = new byte[1 << 16];
    long whole = 0;
    long small = 0;
    try {
      for (LogRecord record : sample) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        sizes.add(value.length + (record.key() == null ? 0 : record.key().length));
        deflater.setInput(value);
        whole += value.length;
        while (!deflater.needsInput()) {
          small += deflater.deflate(scratch);
        }
      }
      deflater.finish();
      while (!deflater.finished()) {
        small += deflater.deflate(scratch);
      }
    } finally {
      deflater.end();
    }
    return sizes.isEmpty()
        ? DEFAULT
        : new RecordShape(sizes, whole == 0 ? 0 : Math.min(1, (double) small / whole));
  }

  /** Mean size of a value in bytes. */
  public double meanSize() {
    return sizes.stream().mapToInt(Integer::intValue).average().orElse(0);
  }

  /** A new value; its first 8 bytes are for the time. */
  byte[] value(RandomGenerator random) {
    byte[] value = new byte[sizes.get(random.nextInt(sizes.size()))];
    int noisy = Math.min(value.length, LEAST + (int) ((value.length - LEAST) * noise));
    byte[] noise = new byte[noisy];
    random.nextBytes(noise);
    System.arraycopy(noise, 0, value, 0, noisy);
    return value;
  }
}
