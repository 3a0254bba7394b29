package io.strait.validator.judge;

/**
 * How far a scan is. Figures never go back, save that the totals grow when a partition turns out to
 * hold more than was asked for at the start.
 *
 * @param partitionsDone partitions judged
 * @param partitions partitions to judge
 * @param recordsRead records read so far on both sides together, re-reads included
 * @param bytesRead bytes that came from both clusters so far; by the network where stored batches
 *     are read, by the size of keys and values where a consumer reads
 * @param offsetsDone source offsets passed so far
 * @param offsetsTotal source offsets to pass, as far as is known
 */
public record ScanProgress(
    int partitionsDone,
    int partitions,
    long recordsRead,
    long bytesRead,
    long offsetsDone,
    long offsetsTotal) {}
