package io.strait.migrator.run;

import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.contract.Contract;
import java.util.function.Function;

/** Tells what the copies of a link's topics are declared to be, now. Safe for several threads. */
@FunctionalInterface
public interface CopyContracts extends AutoCloseable {
  /** Everywhere equal offsets and equal records. */
  CopyContracts PLAIN = link -> topic -> Contract.PLAIN;

  /**
   * As of this moment; asked anew for each proof.
   *
   * @throws io.strait.replicator.cluster.ClusterException if a cluster cannot be asked
   */
  Function<TopicMapping, Contract> of(Link link);

  /** Gives up what was kept for the next time. */
  @Override
  default void close() {}
}
