package io.strait.replicator.registry;

/** Which API a registry speaks. */
public enum RegistryKind {
  /** The REST API that Confluent's Schema Registry made common. */
  CONFLUENT,
  /** Apicurio Registry, by its native API 2 or 3 and its imitation of the former. */
  APICURIO
}
