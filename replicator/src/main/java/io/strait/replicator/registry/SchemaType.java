package io.strait.replicator.registry;

import java.util.Arrays;
import java.util.Optional;

/** Language a schema is written in. */
public enum SchemaType {
  /** Apache Avro; what a registry means when it names no type. */
  AVRO,
  /** JSON Schema. */
  JSON,
  /** Protocol Buffers. */
  PROTOBUF;

  /** What a registry wrote; nothing means {@link #AVRO}. Empty for a type that is not copied. */
  public static Optional<SchemaType> of(String text) {
    return text == null || text.isBlank()
        ? Optional.of(AVRO)
        : Arrays.stream(values()).filter(type -> type.name().equals(text)).findFirst();
  }
}
