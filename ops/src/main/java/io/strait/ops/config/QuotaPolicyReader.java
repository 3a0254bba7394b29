package io.strait.ops.config;

import io.strait.replicator.sync.quota.QuotaPolicy;
import io.strait.replicator.sync.select.Selection;

/** Reads {@code quotas} of a link's {@code twin}: {@code include} and {@code exclude} per kind. */
final class QuotaPolicyReader {
  private final Problems problems;

  QuotaPolicyReader(Problems problems) {
    this.problems = problems;
  }

  /** Reads the section to its end. */
  QuotaPolicy read(Section section) {
    QuotaPolicy read =
        new QuotaPolicy(
            selection(section, "users"),
            selection(section, "clientIds"),
            selection(section, "ips"));
    section.done();
    return read;
  }

  private Selection selection(Section section, String key) {
    return section.section(key).map(this::selection).orElseGet(Selection::everything);
  }

  private Selection selection(Section section) {
    Selection read = new Selections(problems).read(section);
    section.done();
    return read;
  }
}
