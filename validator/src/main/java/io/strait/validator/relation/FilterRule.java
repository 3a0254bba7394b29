package io.strait.validator.relation;

import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A condition on source records; all of its parts must hold.
 *
 * @param excluding whether records for which it holds are left out, rather than only they taken
 * @param key condition on the key, which a record without one never meets
 * @param header condition on the headers
 * @param from earliest timestamp, milliseconds
 * @param to timestamp before which a record must lie, milliseconds
 */
public record FilterRule(
    boolean excluding,
    Optional<KeyTest> key,
    Optional<HeaderTest> header,
    OptionalLong from,
    OptionalLong to) {

  /** A condition on a key that is there. */
  public sealed interface KeyTest {
    /** Whether it holds for these bytes. */
    boolean holds(byte[] key);
  }

  /**
   * The key is exactly this text in UTF-8.
   *
   * @param text the whole key
   */
  public record KeyIs(String text) implements KeyTest {
    @Override
    public boolean holds(byte[] key) {
      return Arrays.equals(key, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * The key begins with this text in UTF-8.
   *
   * @param text its beginning
   */
  public record KeyBegins(String text) implements KeyTest {
    @Override
    public boolean holds(byte[] key) {
      byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
      return key.length >= wanted.length
          && Arrays.equals(key, 0, wanted.length, wanted, 0, wanted.length);
    }
  }

  /**
   * The whole key, read as UTF-8, matches.
   *
   * @param pattern a regular expression of the JDK
   */
  public record KeyMatches(Pattern pattern) implements KeyTest {
    @Override
    public boolean holds(byte[] key) {
      return pattern.matcher(new String(key, StandardCharsets.UTF_8)).matches();
    }
  }

  /**
   * A header is there.
   *
   * @param name its name
   * @param value its value in UTF-8; empty for any
   */
  public record HeaderTest(String name, Optional<String> value) {
    boolean holds(HeaderField header) {
      return header.name().equals(name)
          && (value.isEmpty()
              || header.value() != null
                  && new String(header.value(), StandardCharsets.UTF_8).equals(value.get()));
    }
  }

  /** Whether it holds for a record as the source has it. */
  public boolean holds(LogRecord record) {
    return (from.isEmpty() || record.timestamp() >= from.getAsLong())
        && (to.isEmpty() || record.timestamp() < to.getAsLong())
        && (key.isEmpty() || record.key() != null && key.get().holds(record.key()))
        && (header.isEmpty() || record.headers().stream().anyMatch(header.get()::holds));
  }
}
