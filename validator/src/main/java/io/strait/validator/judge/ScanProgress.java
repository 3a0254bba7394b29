package io.strait.validator.judge;

/**
 * How far a scan is.
 *
 * @param partitionsDone partitions judged
 * @param partitions partitions to judge
 * @param recordsRead records read so far on both sides together, re-reads included
 */
public record ScanProgress(int partitionsDone, int partitions, long recordsRead) {}
