package io.strait.replicator.sync.schema;

import java.util.Arrays;
import java.util.Optional;

/** How schemas get their ids on the target. */
public enum IdStrategy {
  /** The same ids, through mode IMPORT of a Confluent registry. */
  KEEP_BY_MODE("ids are kept by mode IMPORT"),
  /** The same ids, through the import of archives by Apicurio. */
  KEEP_BY_ARCHIVE("ids are kept by native import"),
  /** Ids of the target's own; records are rewritten. */
  REMAP("ids are remapped, and put into the records on their way");

  private final String sentence;

  IdStrategy(String sentence) {
    this.sentence = sentence;
  }

  /** Whether every id stays as it is. */
  public boolean keeps() {
    return this != REMAP;
  }

  /** For operators. */
  public String sentence() {
    return sentence;
  }

  static Optional<IdStrategy> of(String text) {
    return Arrays.stream(values()).filter(one -> one.name().equals(text)).findFirst();
  }
}
