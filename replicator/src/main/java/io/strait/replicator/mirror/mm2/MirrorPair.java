package io.strait.replicator.mirror.mm2;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A direction that the file enables, with what holds for it after all prefixes are weighed.
 *
 * @param source alias as the file writes it
 * @param target alias as the file writes it
 * @param settings by MirrorMaker 2's names, where the file says something
 */
public record MirrorPair(String source, String target, Map<String, String> settings) {
  /** Keeps a copy. */
  public MirrorPair {
    settings = Map.copyOf(settings);
  }

  /** The setting, or MirrorMaker 2's default. */
  public String text(String name) {
    return settings.getOrDefault(name, KeyBook.get().usual(name)).strip();
  }

  /** The same as true or false. */
  public boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  /** The same as seconds; the reader has seen that they are more than 0. */
  public Duration seconds(String name) {
    return Duration.ofSeconds(Long.parseLong(text(name)));
  }

  /** The same as a number. */
  public int number(String name) {
    return Integer.parseInt(text(name));
  }

  /** The same as a list, without empty items. */
  public List<String> list(String name) {
    return Arrays.stream(text(name).split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /** All settings that begin so, without that beginning. */
  public Map<String, String> under(String prefix) {
    Map<String, String> found = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }
}
