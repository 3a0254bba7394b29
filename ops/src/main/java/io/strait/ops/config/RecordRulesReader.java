package io.strait.ops.config;

import io.strait.replicator.engine.RecordRules;

/** Reads {@code records} of a link: what it changes on the way. */
final class RecordRulesReader {
  /** Reads the section to its end. */
  RecordRules read(Section section) {
    section.done();
    return RecordRules.none();
  }
}
