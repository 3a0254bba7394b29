package io.strait.replicator.progress;

import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.RefusedTopic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A whole link at one moment.
 *
 * @param link which link
 * @param at when the snapshot was taken
 * @param owner whether this process holds the link's lease; a standby copies nothing
 * @param partitions sorted by topic and partition
 * @param problem why the link as a whole is not running, or empty
 * @param refused topics that the link does not mirror though it should, while its others run; each
 *     comes back by itself once its reason is gone
 */
public record LinkProgress(
    Link link,
    Instant at,
    boolean owner,
    List<PartitionProgress> partitions,
    Optional<String> problem,
    List<RefusedTopic> refused) {
  /** Keeps copies of the lists. */
  public LinkProgress {
    partitions = List.copyOf(partitions);
    refused = List.copyOf(refused);
  }

  /** No topic is refused. */
  public LinkProgress(
      Link link,
      Instant at,
      boolean owner,
      List<PartitionProgress> partitions,
      Optional<String> problem) {
    this(link, at, owner, partitions, problem, List.of());
  }

  /** Sum of the known lags in records; -1 while any partition's is not known or no partition is. */
  public long lag() {
    if (partitions.isEmpty() || partitions.stream().anyMatch(p -> p.lag() < 0)) {
      return -1;
    }
    return partitions.stream().mapToLong(PartitionProgress::lag).sum();
  }

  /** The largest delay of a partition in milliseconds; -1 before the first acknowledgement. */
  public long maxDelayMillis() {
    return partitions.stream().mapToLong(PartitionProgress::delayMillis).max().orElse(-1);
  }

  /** Records acknowledged since the owner started. */
  public long recordsCopied() {
    return partitions.stream().mapToLong(PartitionProgress::recordsCopied).sum();
  }

  /** Bytes acknowledged since the owner started. */
  public long bytesCopied() {
    return partitions.stream().mapToLong(PartitionProgress::bytesCopied).sum();
  }
}
