package io.strait.replicator.offsets;

/**
 * From a target offset on, and up to the next discontinuity, this holds.
 *
 * @param target first target offset it speaks about
 * @param source the source offset of the record there; of an unmatched run, the next source offset
 *     to be copied behind it
 * @param matched whether the target's records come from the source: {@code source + (offset -
 *     target)}; otherwise somebody else wrote them
 * @param generation of the source, from 0
 */
public record Discontinuity(long target, long source, boolean matched, int generation) {}
