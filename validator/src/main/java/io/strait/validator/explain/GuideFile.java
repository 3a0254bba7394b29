package io.strait.validator.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the texts of this package. A line {@code @ NAME} begins an entry, {@code key: text} a
 * field, {@code - text} adds an item to the field before it.
 */
final class GuideFile {
  private GuideFile() {}

  /** Entries by name, in the order of the file. */
  static Map<String, Entry> read(String resource) {
    try (InputStream in = GuideFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + " is not in the jar");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + resource + " cannot be read", e);
    }
  }

  static Map<String, Entry> parse(String text) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    Entry entry = null;
    String key = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("@ ")) {
        entry = new Entry(line.substring(2).strip());
        if (entries.put(entry.name(), entry) != null) {
          throw new IllegalArgumentException("two entries are named " + entry.name());
        }
      } else if (!line.isBlank()) {
        if (entry == null) {
          throw new IllegalArgumentException("'" + line + "' stands before the first entry");
        }
        key = entry.add(line, key);
      }
    }
    return entries;
  }

  /** One entry; filled while the file is read and not changed afterwards. */
  static final class Entry {
    private final String name;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, List<String>> items = new LinkedHashMap<>();

    private Entry(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    /** The text of a field. */
    String text(String key) {
      String text = texts.getOrDefault(key, "");
      if (text.isEmpty()) {
        throw new IllegalStateException("entry " + name + " says nothing about '" + key + "'");
      }
      return text;
    }

    /** The items of a field. */
    List<String> items(String key) {
      List<String> found = items.getOrDefault(key, List.of());
      if (found.isEmpty()) {
        throw new IllegalStateException("entry " + name + " lists nothing under '" + key + "'");
      }
      return List.copyOf(found);
    }

    private String add(String line, String key) {
      if (line.startsWith("- ")) {
        items.computeIfAbsent(key, none -> new ArrayList<>()).add(line.substring(2).strip());
        return key;
      }
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("'" + line + "' of " + name + " has no field");
      }
      texts.put(line.substring(0, colon), line.substring(colon + 1).strip());
      return line.substring(0, colon);
    }
  }
}
