package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogView;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks for records by their hashes. One search each. */
final class HashSearch {
  private final Set<Long> wanted;
  private final Fingerprinter fingerprinter;
  private final Set<Fingerprint> found = new LinkedHashSet<>();

  HashSearch(Set<Long> hashes, Fingerprinter fingerprinter) {
    this.wanted = new HashSet<>(hashes);
    this.fingerprinter = fingerprinter;
  }

  List<Fingerprint> in(LogView log, OffsetRange range, Reading progress) {
    long read = 0;
    long bytes = 0;
    Iterator<LogRecord> rest = log.read(range);
    while (!wanted.isEmpty() && rest.hasNext()) {
      LogRecord next = rest.next();
      Fingerprint record = fingerprinter.of(next);
      boolean full = wanted.remove(record.full());
      boolean content = wanted.remove(record.content());
      if (full || content) {
        found.add(record);
      }
      bytes += DigestRun.size(next);
      progress.at(++read, bytes);
    }
    return List.copyOf(found);
  }
}
