package io.strait.replicator.mirror.mm2;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How to reach a cluster and as whom: properties of kafka-clients.
 *
 * @param properties by name
 */
public record Credential(Map<String, Property> properties) {
  /**
   * One property.
   *
   * @param value with references in Strait's own form
   * @param from the key of the file that gives it
   * @param secret whether the value must not be shown
   */
  public record Property(String value, String from, boolean secret) {
    /** Whether the value itself is in the file, and must not be copied elsewhere. */
    public boolean isPlainSecret() {
      return secret && !References.refersTo(value);
    }

    @Override
    public String toString() {
      return secret ? "(hidden)" : value;
    }
  }

  /** Keeps a copy. */
  public Credential {
    properties = Map.copyOf(properties);
  }

  /** The same with these on top. */
  Credential with(Map<String, Property> overlay) {
    Map<String, Property> merged = new TreeMap<>(properties);
    merged.putAll(overlay);
    return new Credential(merged);
  }

  /** Whether both reach the same cluster as the same principal. */
  boolean isSame(Credential other) {
    return values().equals(other.values());
  }

  private Map<String, String> values() {
    return properties.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().value()));
  }
}
