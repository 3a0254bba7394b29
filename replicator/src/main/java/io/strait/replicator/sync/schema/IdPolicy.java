package io.strait.replicator.sync.schema;

/** What an operator wants of schema ids. */
public enum IdPolicy {
  /** Kept where the target registry can, and has nothing of its own; remapped elsewhere. */
  AUTO,
  /** Kept; what cannot be is a finding. */
  KEEP,
  /** The target registry gives its own; records are rewritten. */
  REMAP;

  /** Whether an operator who wants this can have that. */
  boolean admits(IdStrategy strategy) {
    return switch (this) {
      case AUTO -> true;
      case KEEP -> strategy.keeps();
      case REMAP -> !strategy.keeps();
    };
  }
}
