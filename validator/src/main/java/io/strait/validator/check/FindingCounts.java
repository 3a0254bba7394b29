package io.strait.validator.check;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many findings of each code there are. Exact, also where only a sample of them is kept.
 *
 * @param byCode counts above 0 by code
 */
public record FindingCounts(Map<FindingCode, Long> byCode) {
  /** No finding at all. */
  public static final FindingCounts NONE = new FindingCounts(Map.of());

  /** Copies the map and drops zeroes. */
  public FindingCounts {
    Map<FindingCode, Long> copy = new EnumMap<>(FindingCode.class);
    byCode.forEach(
        (code, count) -> {
          if (count > 0) {
            copy.put(code, count);
          }
        });
    byCode = Collections.unmodifiableMap(copy);
  }

  /** The count of one code, 0 when there is none. */
  public long of(FindingCode code) {
    return byCode.getOrDefault(code, 0L);
  }

  /** Both counts together. */
  public FindingCounts plus(FindingCounts other) {
    Map<FindingCode, Long> sum = new EnumMap<>(FindingCode.class);
    sum.putAll(byCode);
    other.byCode.forEach((code, count) -> sum.merge(code, count, Long::sum));
    return new FindingCounts(sum);
  }

  /** How many findings show a wrong copy; gaps in the proof are left out. */
  public long differences() {
    return byCode.entrySet().stream()
        .filter(entry -> entry.getKey().isDifference())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
