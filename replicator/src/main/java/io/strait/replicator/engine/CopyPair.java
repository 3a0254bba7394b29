package io.strait.replicator.engine;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** A partition and its mirror, each with the id of its topic. */
record CopyPair(
    TopicPartition source, Uuid sourceTopicId, TopicPartition target, Uuid targetTopicId) {}
