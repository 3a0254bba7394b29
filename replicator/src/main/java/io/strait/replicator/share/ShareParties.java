package io.strait.replicator.share;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.Link;
import java.time.Duration;

/**
 * Who shares what, and where.
 *
 * @param link the link
 * @param slot this process's place in it
 * @param source how to read its topics
 * @param target where its shares are written down
 * @param leaseSession how long a silent planner keeps its lease
 * @param times patience
 */
record ShareParties(
    Link link,
    Slot slot,
    ClusterSpec source,
    ClusterSpec target,
    Duration leaseSession,
    ShareTimes times) {}
