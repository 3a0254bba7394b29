package io.strait.replicator.registry;

/**
 * What one schema needs of another.
 *
 * @param name as the schema's text calls it: an Avro full name, an imported file
 * @param subject where it is registered, always with its context if that is not the default one
 * @param version which version of it
 */
public record SchemaReference(String name, String subject, int version) {
  /** The version that is meant. */
  public SchemaKey key() {
    return new SchemaKey(subject, version);
  }
}
