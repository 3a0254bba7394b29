package io.strait.validator.check;

/**
 * What was counted while a partition was judged.
 *
 * @param sourceRecords committed source records in the judged range that are expected on the target
 * @param targetRecords committed target records in the image of the judged range
 * @param behind source offsets that are committed but not yet on the target; not judged
 * @param offsetShifts records that are there but not at the offset that the relation demands
 */
public record Tally(long sourceRecords, long targetRecords, long behind, long offsetShifts) {}
