package io.strait.validator.audit;

import io.strait.validator.audit.SealedRange.State;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of all offsets that were sealed.
 *
 * @param offsets source offsets by what is known of them now; their sum is all that was sealed
 * @param records committed source records in what is proved
 * @param suspected ranges that were ever suspected
 * @param cleared ranges that were suspected and turned out to be equal or to be explained
 */
public record AuditTotals(Map<State, Long> offsets, long records, long suspected, long cleared) {
  /** Nothing was sealed yet. */
  public static final AuditTotals NONE = new AuditTotals(Map.of(), 0, 0, 0);

  /** Keeps a copy without zeroes. */
  public AuditTotals {
    Map<State, Long> copy = new EnumMap<>(State.class);
    offsets.forEach(
        (state, count) -> {
          if (count != 0) {
            copy.put(state, count);
          }
        });
    offsets = Map.copyOf(copy);
  }

  /** The offsets in one state. */
  public long of(State state) {
    return offsets.getOrDefault(state, 0L);
  }

  /** All offsets that were sealed. */
  public long sealed() {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  /** With a range that was just sealed. */
  public AuditTotals sealing(SealedRange range) {
    return new AuditTotals(
        moved(State.SUSPECT, range.state(), 0, range.range().size()),
        records + proved(range),
        suspected + (range.state() == State.SUSPECT ? 1 : 0),
        cleared);
  }

  /** With a suspect that was judged. */
  public AuditTotals judging(SealedRange range) {
    boolean clear = range.state() == State.PROVED || range.state() == State.EXPLAINED;
    return new AuditTotals(
        moved(State.SUSPECT, range.state(), range.range().size(), range.range().size()),
        records + proved(range),
        suspected,
        cleared + (clear ? 1 : 0));
  }

  /** Without a range that is to be sealed anew. */
  public AuditTotals without(SealedRange range) {
    return new AuditTotals(
        moved(range.state(), range.state(), range.range().size(), 0),
        records - proved(range),
        suspected,
        cleared);
  }

  /** Both together. */
  public AuditTotals plus(AuditTotals other) {
    Map<State, Long> sum = new EnumMap<>(State.class);
    sum.putAll(offsets);
    other.offsets.forEach((state, count) -> sum.merge(state, count, Long::sum));
    return new AuditTotals(
        sum, records + other.records, suspected + other.suspected, cleared + other.cleared);
  }

  private static long proved(SealedRange range) {
    return range.state() == State.PROVED ? range.source().count() : 0;
  }

  private Map<State, Long> moved(State from, State to, long less, long more) {
    Map<State, Long> sum = new EnumMap<>(State.class);
    sum.putAll(offsets);
    sum.merge(from, -less, Long::sum);
    sum.merge(to, more, Long::sum);
    return sum;
  }
}
