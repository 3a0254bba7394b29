package io.strait.migrator.fence.acl;

/**
 * The end of one partition as its current leader reports it.
 *
 * @param topic topic name
 * @param partition partition number
 * @param leader node id of the leader that answered
 * @param leaderEpoch its leader epoch
 * @param logEnd the true log end: it includes records above the high watermark
 * @param highWatermark one past the last fully replicated offset
 * @param lastStableOffset first offset of the oldest open transaction, or the high watermark
 */
public record PartitionEnd(
    String topic,
    int partition,
    int leader,
    int leaderEpoch,
    long logEnd,
    long highWatermark,
    long lastStableOffset) {

  /**
   * Whether nothing is in flight: all of the log is replicated and no transaction is open in it.
   */
  public boolean calm() {
    return logEnd == highWatermark && lastStableOffset == highWatermark;
  }
}
