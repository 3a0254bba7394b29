package io.strait.replicator.sync.schema;

/** Whether records get the target's schema ids on their way. */
public enum Rewrite {
  /** Where ids are remapped. */
  AUTO,
  /** Never: readers of the target look ids up in the source's registry. */
  NEVER
}
