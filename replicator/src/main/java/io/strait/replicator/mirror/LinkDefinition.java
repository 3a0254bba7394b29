package io.strait.replicator.mirror;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.share.ShareTimes;
import io.strait.replicator.topology.Link;

/**
 * A link with all that is needed to run it.
 *
 * @param link its names and topics
 * @param source how to read
 * @param target how to write
 * @param options how each slot's engine works
 * @param times patience of its slots with each other
 */
public record LinkDefinition(
    Link link, ClusterSpec source, ClusterSpec target, EngineOptions options, ShareTimes times) {}
