package io.strait.replicator.wire;

/**
 * The ends of one partition's log, as its current leader tells them.
 *
 * @param leader broker id of the leader that was asked
 * @param leaderEpoch its epoch in the metadata that named it, or -1 if unknown
 * @param logEnd the leader's true log end (ListOffsets as replica -2): includes appended records
 *     that are not replicated yet
 * @param highWatermark end of what is replicated
 * @param lastStableOffset end of what no open transaction covers
 */
public record LeaderEnd(
    int leader, int leaderEpoch, long logEnd, long highWatermark, long lastStableOffset) {}
