package io.strait.ops.bench.data;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Values of 1,024 bytes that look like the JSON of an order and compress like it: about 2.4 times
 * with lz4 and 4 times with zstd in batches of 128 KiB.
 *
 * <p>A pool of distinct values, larger than any codec's window here, so that none repeats within
 * one batch. Safe for use by several threads.
 */
public final class Values {
  /** Bytes of each value. */
  public static final int BYTES = 1_024;

  private static final int POOL = 16_384;
  private static final int WORDS = 1_500;

  private final byte[][] pool = new byte[POOL][];

  /** Makes the pool; equal seeds make equal values. */
  public Values(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] words = new String[WORDS];
    for (int i = 0; i < WORDS; i++) {
      words[i] = word(random);
    }
    for (int i = 0; i < POOL; i++) {
      pool[i] = value(random, words);
    }
  }

  /** The value of the n-th record; not to be changed. */
  public byte[] get(long n) {
    return pool[(int) (n % POOL)];
  }

  private static String word(SplittableRandom random) {
    StringBuilder word = new StringBuilder();
    int letters = 3 + random.nextInt(7);
    for (int i = 0; i < letters; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  private static byte[] value(SplittableRandom random, String[] words) {
    StringBuilder text = new StringBuilder(BYTES + 64);
    text.append("{\"order\":").append(random.nextInt(10_000_000));
    text.append(",\"customer\":\"").append(Long.toHexString(random.nextLong())).append('"');
    while (text.length() < BYTES) {
      text.append(",\"item\":{\"sku\":\"").append(random.nextInt(1_000_000));
      text.append("\",\"quantity\":").append(1 + random.nextInt(9));
      text.append(",\"price\":").append(random.nextInt(100_000)).append(",\"note\":\"");
      text.append(words[random.nextInt(WORDS)]).append(' ').append(words[random.nextInt(WORDS)]);
      text.append("\"}");
    }
    text.setLength(BYTES - 1);
    return text.append('}').toString().getBytes(StandardCharsets.US_ASCII);
  }
}
