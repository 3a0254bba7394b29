package io.strait.ops.view;

import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;

/** The delay as it is shown, in milliseconds: what is caught up has none, however old its data. */
public final class Delay {
  private Delay() {}

  /** 0 when nothing is behind, -1 before the first acknowledgement. */
  public static long of(PartitionProgress partition) {
    return partition.lag() == 0 ? 0 : partition.delayMillis();
  }

  /** The largest of the partitions; -1 when there are none. */
  public static long of(LinkProgress link) {
    return link.partitions().stream().mapToLong(Delay::of).max().orElse(-1);
  }
}
