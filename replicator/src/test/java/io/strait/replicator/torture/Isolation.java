package io.strait.replicator.torture;

/** What a reader wants to see. */
enum Isolation {
  /** Committed records, up to the last stable offset. */
  COMMITTED("read_committed"),
  /** Everything, up to the high watermark. */
  UNCOMMITTED("read_uncommitted");

  private final String setting;

  Isolation(String setting) {
    this.setting = setting;
  }

  /** As consumers are told. */
  String setting() {
    return setting;
  }
}
