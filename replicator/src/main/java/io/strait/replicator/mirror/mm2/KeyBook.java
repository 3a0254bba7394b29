package io.strait.replicator.mirror.mm2;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every key that MirrorMaker 2 of Kafka 4.3 documents for its own file, for its three connectors
 * and for the Connect workers it runs, each with what it is to Strait. Clients' keys are
 * kafka-clients' own. Immutable.
 */
final class KeyBook {
  private static final String TABLE = "keys.tsv";
  private static final int COLUMNS = 5;
  private static final KeyBook INSTANCE = new KeyBook(read());

  private final List<Entry> entries;

  private KeyBook(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Where a key may stand. */
  enum Place {
    /** Without a prefix only. */
    MAKER,
    /** Without a prefix, or behind {@code A->B.}: a connector's setting. */
    PAIR,
    /** Behind {@code A->B.} only: what MirrorMaker 2 does not take from elsewhere. */
    DIRECTION,
    /** Behind a target's alias: a setting of its Connect worker. */
    WORKER
  }

  /**
   * One key.
   *
   * @param key ends with {@code *} if it stands for all that begin so
   * @param usual the default; empty if there is none
   */
  record Entry(Place place, String key, String usual, KeyUse use, String text) {
    boolean covers(String name) {
      return key.endsWith("*")
          ? name.length() >= key.length() && name.startsWith(key.substring(0, key.length() - 1))
          : key.equals(name);
    }
  }

  static KeyBook get() {
    return INSTANCE;
  }

  /** What is said about a key at this place; an exact name goes before a family. */
  Optional<Entry> find(Place place, String name) {
    return entries.stream()
        .filter(entry -> entry.place() == place && entry.covers(name))
        .reduce((one, other) -> other.key().equals(name) ? other : one);
  }

  /** What is said about a key at the first of these places that knows it. */
  Optional<Entry> find(List<Place> places, String name) {
    return places.stream().flatMap(place -> find(place, name).stream()).findFirst();
  }

  /** What a connector takes where nothing is said. */
  String usual(String name) {
    return find(List.of(Place.PAIR, Place.DIRECTION), name).map(Entry::usual).orElse("");
  }

  /** All names of one place. */
  Set<String> names(Place place) {
    Set<String> names = new TreeSet<>();
    entries.stream().filter(entry -> entry.place() == place).forEach(e -> names.add(e.key()));
    return names;
  }

  List<Entry> entries() {
    return entries;
  }

  private static List<Entry> read() {
    InputStream table = KeyBook.class.getResourceAsStream(TABLE);
    if (table == null) {
      throw new IllegalStateException(TABLE + " is not in the jar");
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      return lines.lines().map(KeyBook::entry).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE + " cannot be read", e);
    }
  }

  private static Entry entry(String line) {
    String[] columns = line.split("\t", COLUMNS);
    return new Entry(
        Place.valueOf(columns[0].toUpperCase(Locale.ROOT)),
        columns[1],
        columns[2],
        KeyUse.valueOf(columns[3]),
        columns[4]);
  }
}
