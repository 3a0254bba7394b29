package io.strait.replicator.engine;

/** The link must not run as it is configured; says why and what to do. */
final class LinkRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LinkRefused(String message) {
    super(message);
  }
}
