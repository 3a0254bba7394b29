package io.strait.replicator.registry;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that a registry held when it was read.
 *
 * @param versions soft-deleted ones included
 * @param levels compatibility that was set on a subject, by subject
 * @param global compatibility of subjects without one of their own
 * @param notes what could not be read or understood, as sentences
 */
public record RegistryState(
    NavigableMap<SchemaKey, SchemaVersion> versions,
    Map<String, String> levels,
    String global,
    Collection<String> notes) {
  /** Keeps copies. */
  public RegistryState {
    versions = Collections.unmodifiableNavigableMap(new TreeMap<>(versions));
    levels = Collections.unmodifiableMap(new TreeMap<>(levels));
    notes = Collections.unmodifiableCollection(notes.stream().toList());
  }

  /** One version, if it is there. */
  public Optional<SchemaVersion> version(SchemaKey key) {
    return Optional.ofNullable(versions.get(key));
  }

  /** The versions of one subject, oldest first. */
  public Collection<SchemaVersion> subject(String subject) {
    return versions
        .subMap(new SchemaKey(subject, 0), true, new SchemaKey(subject, Integer.MAX_VALUE), true)
        .values();
  }

  /** What holds for a subject. */
  public String level(String subject) {
    return levels.getOrDefault(subject, global);
  }
}
