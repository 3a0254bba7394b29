package io.strait.replicator.mirror.adopt;

import io.strait.replicator.offsets.OffsetMap;
import java.util.Optional;

/**
 * What going through both logs of a partition has shown.
 *
 * @param map which source record each record of the mirror is; at its end, what is next
 * @param next source offset of what is next; 0 if nothing was found
 * @param firstSource source offset of the first record found on both sides, or -1
 * @param firstTarget its offset on the mirror, or -1
 * @param matched records found on both sides, repeats not counted
 * @param repeated records of the mirror that it holds a second time
 * @param firstRepeat where the first of them is
 * @param aborted records of the mirror whose transaction the source has aborted
 * @param early records at the mirror's beginning that the source does not hold any more
 * @param missing committed source records, behind the first pair and before the last, that the
 *     mirror does not hold
 * @param firstMissing source offset of the first of them
 * @param unknown records of the mirror, behind the first pair, that the source does not hold
 * @param firstUnknown where the first of them is
 * @param open source offset of the first record on the mirror whose transaction has not ended
 */
record MatchResult(
    OffsetMap map,
    long next,
    long firstSource,
    long firstTarget,
    long matched,
    long repeated,
    Optional<Long> firstRepeat,
    long aborted,
    long early,
    long missing,
    Optional<Long> firstMissing,
    long unknown,
    Optional<Long> firstUnknown,
    Optional<Long> open) {}
