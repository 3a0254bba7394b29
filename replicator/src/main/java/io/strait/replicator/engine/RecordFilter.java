package io.strait.replicator.engine;

import io.strait.replicator.wire.PlainHeader;
import io.strait.replicator.wire.RecordView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One filter: it holds for a record if all of its conditions do.
 *
 * @param including whether it says what is copied, rather than what is not
 * @param topics source topics that it concerns; empty for all
 * @param key condition on the key, which a record without a key never meets
 * @param header condition on the headers
 * @param from earliest timestamp in milliseconds
 * @param to timestamp in milliseconds before which a record must lie
 */
public record RecordFilter(
    boolean including,
    Set<String> topics,
    Optional<KeyMatch> key,
    Optional<HeaderMatch> header,
    OptionalLong from,
    OptionalLong to) {
  /** Keeps a copy of the set; refuses an empty range. */
  public RecordFilter {
    topics = Set.copyOf(topics);
    if (from.isPresent() && to.isPresent() && from.getAsLong() >= to.getAsLong()) {
      throw new IllegalArgumentException(
          "filter from timestamp "
              + from.getAsLong()
              + " to "
              + to.getAsLong()
              + ": the range must not be empty");
    }
  }

  /** Whether it is asked about records of this source topic. */
  public boolean concerns(String topic) {
    return topics.isEmpty() || topics.contains(topic);
  }

  /** Whether it holds for a record of a topic that it concerns. */
  public boolean holds(RecordView entry) {
    return (from.isEmpty() || entry.timestamp() >= from.getAsLong())
        && (to.isEmpty() || entry.timestamp() < to.getAsLong())
        && (key.isEmpty() || entry.key().map(k -> key.get().holds(k)).orElse(false))
        && (header.isEmpty() || entry.headers().stream().anyMatch(header.get()::holds));
  }

  /** A condition on a key. */
  public sealed interface KeyMatch {
    /** Whether it holds for a key's bytes, which are left as they are. */
    boolean holds(ByteBuffer key);
  }

  /**
   * The key is exactly this text in UTF-8.
   *
   * @param text the whole key
   */
  public record KeyIs(String text) implements KeyMatch {
    @Override
    public boolean holds(ByteBuffer key) {
      return StandardCharsets.UTF_8.encode(text).equals(key);
    }
  }

  /**
   * The key begins with this text in UTF-8.
   *
   * @param text its beginning
   */
  public record KeyBegins(String text) implements KeyMatch {
    @Override
    public boolean holds(ByteBuffer key) {
      ByteBuffer wanted = StandardCharsets.UTF_8.encode(text);
      return key.remaining() >= wanted.remaining()
          && key.slice(key.position(), wanted.remaining()).equals(wanted);
    }
  }

  /**
   * The whole key, read as UTF-8, matches. A pattern that tries many ways holds the link up.
   *
   * @param pattern a regular expression of the JDK
   */
  public record KeyMatches(Pattern pattern) implements KeyMatch {
    @Override
    public boolean holds(ByteBuffer key) {
      return pattern.matcher(StandardCharsets.UTF_8.decode(key.duplicate())).matches();
    }
  }

  /**
   * A header is there.
   *
   * @param name its key
   * @param value the text that its value must be in UTF-8, or empty for any value
   */
  public record HeaderMatch(String name, Optional<String> value) {
    /** Whether this header is the one. */
    public boolean holds(PlainHeader header) {
      return header.name().equals(name)
          && (value.isEmpty()
              || header
                  .value()
                  .map(bytes -> new String(bytes, StandardCharsets.UTF_8).equals(value.get()))
                  .orElse(false));
    }
  }
}
