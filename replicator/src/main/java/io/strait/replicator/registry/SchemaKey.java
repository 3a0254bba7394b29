package io.strait.replicator.registry;

import java.util.Comparator;

/**
 * A version of a subject.
 *
 * @param subject with its context ({@code :.ctx:name}) unless that is the default one
 * @param version 1 and up; registries may leave numbers out
 */
public record SchemaKey(String subject, int version) implements Comparable<SchemaKey> {
  private static final Comparator<SchemaKey> ORDER =
      Comparator.comparing(SchemaKey::subject).thenComparingInt(SchemaKey::version);

  @Override
  public int compareTo(SchemaKey other) {
    return ORDER.compare(this, other);
  }

  /** As plans name it: {@code flights-value v3}. */
  @Override
  public String toString() {
    return subject + " v" + version;
  }
}
