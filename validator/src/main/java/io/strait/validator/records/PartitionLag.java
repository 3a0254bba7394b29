package io.strait.validator.records;

import io.strait.replicator.topology.TopicMapping;
import java.time.Duration;
import java.util.Optional;

/**
 * How far the target is behind in one partition.
 *
 * @param topic the topic on both sides
 * @param partition partition number
 * @param sourceEnd one past the last committed source offset
 * @param targetEnd one past the last committed target offset
 * @param lag committed source offsets that are not on the target, 0 or more
 * @param delay the age of the oldest committed source record that is not on the target, zero when
 *     there is none; empty when it could not be read in time. By the record's timestamp, so a
 *     producer that writes old timestamps shows as delay
 */
public record PartitionLag(
    TopicMapping topic,
    int partition,
    long sourceEnd,
    long targetEnd,
    long lag,
    Optional<Duration> delay) {}
