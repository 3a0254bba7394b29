package io.strait.validator.relation;

import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.LogRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Schema ids are others on the target: magic byte 0, then a big-endian id of 4 bytes (the wire
 * format of Confluent's serializers), in keys and values. What follows must be the same byte for
 * byte.
 *
 * <p>A record whose id has no counterpart is never equal to anything; {@link #open} keeps where
 * such records stand, so that {@link UnmappedIds} can say why.
 *
 * @param keys what becomes of ids in keys
 * @param values what becomes of ids in values
 * @param unmapped keeps what was noticed; empty before {@link #open}
 */
public record RewrittenIds(IdMap keys, IdMap values, Optional<UnmappedIds> unmapped)
    implements Expectation {
  private static final int ID_END = 5;

  /** Where nothing is noticed yet. */
  public RewrittenIds(IdMap keys, IdMap values) {
    this(keys, values, Optional.empty());
  }

  @Override
  public Expectation open() {
    return new RewrittenIds(keys, values, Optional.of(new UnmappedIds()));
  }

  @Override
  public Optional<LogRecord> expected(LogRecord source) {
    byte[] key = expected(source, source.key(), keys, "key");
    byte[] value = expected(source, source.value(), values, "value");
    return Optional.of(
        key == source.key() && value == source.value() ? source : source.with(key, value));
  }

  @Override
  public LogRecord seen(LogRecord target) {
    byte[] key = seen(target.key(), keys);
    byte[] value = seen(target.value(), values);
    return key == target.key() && value == target.value() ? target : target.with(key, value);
  }

  @Override
  public boolean isIdentity() {
    return keys.isIdentity() && values.isIdentity();
  }

  @Override
  public String text() {
    return "schema ids are rewritten";
  }

  @Override
  public List<String> notes() {
    return unmapped.map(UnmappedIds::notes).orElse(List.of());
  }

  private byte[] expected(LogRecord source, byte[] bytes, IdMap map, String part) {
    if (!hasId(bytes)) {
      return bytes;
    }
    int id = id(bytes);
    OptionalInt image = id < 0 ? OptionalInt.of(id) : map.image(id);
    if (image.isEmpty()) {
      unmapped.ifPresent(kept -> kept.add(source.offset(), part, id));
      return likeNothing(bytes);
    }
    return withId(bytes, image.getAsInt());
  }

  /** Of the same length, so that the two records are still recognised as each other's copy. */
  private static byte[] likeNothing(byte[] bytes) {
    return ByteBuffer.wrap(bytes.clone()).put(0, (byte) -1).putInt(1, -1).array();
  }

  private static byte[] seen(byte[] bytes, IdMap map) {
    if (!hasId(bytes)) {
      return bytes;
    }
    return withId(bytes, map.standsFor(id(bytes)));
  }

  private static boolean hasId(byte[] bytes) {
    return bytes != null && bytes.length >= ID_END && bytes[0] == 0;
  }

  private static int id(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  private static byte[] withId(byte[] bytes, int id) {
    return id(bytes) == id ? bytes : ByteBuffer.wrap(bytes.clone()).putInt(1, id).array();
  }
}
