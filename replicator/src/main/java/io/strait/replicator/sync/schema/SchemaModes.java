package io.strait.replicator.sync.schema;

import java.util.Optional;

/** How it is written down that a subject's mode is changed for a while. */
final class SchemaModes {
  private static final String PREFIX = "mode of subject ";
  private static final String NONE = "none";

  private SchemaModes() {}

  static String resource(String subject) {
    return PREFIX + subject;
  }

  static Optional<String> subject(String resource) {
    return resource.startsWith(PREFIX)
        ? Optional.of(resource.substring(PREFIX.length()))
        : Optional.empty();
  }

  static String text(Optional<String> before) {
    return before.orElse(NONE);
  }

  static Optional<String> before(String text) {
    return text.equals(NONE) ? Optional.empty() : Optional.of(text);
  }
}
