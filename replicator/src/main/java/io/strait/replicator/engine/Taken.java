package io.strait.replicator.engine;

import java.util.EnumMap;
import java.util.Map;

/**
 * What an intake saw.
 *
 * @param aborted records dropped because their transaction was aborted
 * @param dropped records that a filter or transform left out
 * @param rewritten records that went through the record path, by reason
 */
record Taken(long aborted, long dropped, Map<RewriteReason, Long> rewritten) {
  static final Taken NOTHING = new Taken(0, 0, Map.of());

  Taken plus(Taken other) {
    Map<RewriteReason, Long> sum = new EnumMap<>(RewriteReason.class);
    sum.putAll(rewritten);
    other.rewritten().forEach((reason, records) -> sum.merge(reason, records, Long::sum));
    return new Taken(aborted + other.aborted(), dropped + other.dropped(), sum);
  }
}
