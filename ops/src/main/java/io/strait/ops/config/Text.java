package io.strait.ops.config;

/** A value with its place, so that whoever judges it can say where it stands. */
record Text(String path, int line, String value) {
  /** The place only: the value may be a secret. */
  @Override
  public String toString() {
    return path + " (line " + line + ")";
  }
}
