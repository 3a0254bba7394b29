package io.strait.ops.daemon;

import io.strait.replicator.topology.ClusterAlias;
import java.util.Optional;

/**
 * How a daemon shares its links with other daemons through Kafka Connect.
 *
 * @param slots tasks of each link; the same for all daemons
 * @param home cluster that keeps Connect's topics, the same for all daemons; the target of the
 *     first link if not given
 * @param host where the worker's REST listens, and what other daemons reach it by
 * @param port of the REST, or 0 for any
 */
public record WorkerOptions(int slots, Optional<ClusterAlias> home, String host, int port) {}
