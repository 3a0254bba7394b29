package io.strait.ops.flow;

import io.strait.replicator.topology.LinkName;
import java.util.Optional;

/** Where operators change links that run. Any thread. */
public interface FlowControl {
  /** How fast the link of that name, or its reverse, may go; empty when there is none. */
  Optional<LinkFlow> flow(LinkName link);

  /**
   * Changes a link's flow here and in every other daemon of this configuration, also after a
   * restart. Returns when it is stored on the link's target and holds in this process; blocks for
   * up to a quarter of a minute.
   *
   * @param by who asks, for the audit
   * @throws FlowRefused if there is no such link or a topic is not the link's
   * @throws io.strait.replicator.cluster.ClusterException if the target does not store it; then
   *     nothing is changed unless the answer alone was lost
   */
  LinkFlow change(LinkName link, FlowChange change, String by);

  /**
   * Forgets what operators decided, so that the configuration holds again.
   *
   * @throws FlowRefused as {@link #change}
   * @throws io.strait.replicator.cluster.ClusterException as {@link #change}
   */
  LinkFlow forget(LinkName link, String by);

  /** What all links of this process may hold together, and hold. */
  MemoryUse memory();

  /**
   * Changes what all links of this process may hold together, until the process ends.
   *
   * @throws IllegalArgumentException outside {@link MemoryUse#LEAST} to {@link MemoryUse#MOST}
   */
  MemoryUse memory(long limit, String by);
}
