package io.strait.replicator.registry;

import java.util.List;
import java.util.Optional;

/** A registry, whichever API it speaks. Every call throws {@link RegistryException}. Any thread. */
public interface SchemaRegistry {
  /** How it is reached. */
  RegistrySpec spec();

  /** What was found out about it by reading only. */
  RegistryAbout about();

  /** Whether nobody may register anything in a context (mode READONLY). */
  boolean isReadOnly(String context);

  /** Everything that it holds. */
  RegistryState read();

  /** The schema of an id, as it would be found by whoever reads a record. */
  Optional<SchemaText> byId(int id, String context);

  /**
   * Registers a schema, under whatever id and version the registry gives it; the same schema again
   * changes nothing.
   *
   * @return as read back from the registry
   */
  SchemaVersion register(String subject, SchemaText text);

  /** Hides a version; its id still resolves. */
  void softDelete(SchemaKey key);

  /** Shows a soft-deleted version again, with its id and number. */
  void restore(SchemaVersion version);

  /**
   * Sets the compatibility level of a subject.
   *
   * @param level empty to let the registry's own hold
   */
  void setLevel(String subject, Optional<String> level);

  /** Sets the level of all subjects of a context that have none of their own. */
  void setGlobalLevel(String context, String level);

  /** What the registry itself says about a schema as the next version, under its own level. */
  Verdict check(String subject, SchemaText text);

  /**
   * What a registry says about compatibility.
   *
   * @param compatible whether it would take the schema
   * @param messages why not
   */
  record Verdict(boolean compatible, List<String> messages) {
    /** Keeps a copy. */
    public Verdict {
      messages = List.copyOf(messages);
    }
  }
}
