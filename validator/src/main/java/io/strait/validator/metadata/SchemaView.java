package io.strait.validator.metadata;

import java.util.List;
import java.util.Map;

/**
 * A registry as it was read.
 *
 * @param versions all of them, soft-deleted ones included
 * @param levels compatibility set on a subject, by subject
 */
public record SchemaView(List<Version> versions, Map<String, String> levels) {
  /** Keeps copies. */
  public SchemaView {
    versions = List.copyOf(versions);
    levels = Map.copyOf(levels);
  }

  /**
   * A registered schema.
   *
   * @param subject with its context if it is not the default one
   * @param version its number
   * @param id what records carry
   * @param type {@code AVRO}, {@code JSON} or {@code PROTOBUF}
   * @param text what it says
   * @param references subjects that it needs, by the name that its text uses
   * @param deleted whether it is soft-deleted
   */
  public record Version(
      String subject,
      int version,
      int id,
      String type,
      String text,
      Map<String, String> references,
      boolean deleted) {
    /** Keeps a copy. */
    public Version {
      references = Map.copyOf(references);
    }

    /** For example {@code orders-value v3}. */
    public String name() {
      return subject + " v" + version;
    }
  }
}
