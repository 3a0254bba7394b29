package io.strait.validator.groups;

import io.strait.validator.digest.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Records that both sides still have, each of them once: what can be compared where cleaners left
 * different holes. Pure.
 */
final class Anchors {
  private final List<Long> before = new ArrayList<>();
  private final List<Long> behind = new ArrayList<>();

  /** Finds them in a window of either side. */
  Anchors(Window source, Window target) {
    Map<Long, Integer> here = counts(source.records());
    Map<Long, Integer> counts = counts(target.records());
    Map<Long, Long> there =
        target.records().stream()
            .filter(record -> counts.get(record.full()) == 1)
            .collect(Collectors.toMap(Fingerprint::full, Fingerprint::offset));
    for (int i = 0; i < source.records().size(); i++) {
      long full = source.records().get(i).full();
      if (here.get(full) == 1 && there.containsKey(full)) {
        (i < source.next() ? before : behind).add(there.get(full));
      }
    }
  }

  boolean isEmpty() {
    return before.isEmpty() && behind.isEmpty();
  }

  /** Target offsets of records that the source reads next and the target never would. */
  List<Long> skipped(long position) {
    return behind.stream().filter(offset -> offset < position).sorted().toList();
  }

  /** Target offsets of records that the source has read and the target would read again. */
  List<Long> again(long position) {
    return before.stream().filter(offset -> offset >= position).sorted().toList();
  }

  private static Map<Long, Integer> counts(List<Fingerprint> records) {
    Map<Long, Integer> counts = new HashMap<>();
    records.forEach(record -> counts.merge(record.full(), 1, Integer::sum));
    return counts;
  }
}
