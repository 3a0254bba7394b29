package io.strait.validator.judge;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Digest;
import org.apache.kafka.common.TopicPartition;

/**
 * How far one partition is proved: everything a later run needs to go on from here instead of
 * beginning anew, after a kill or the next day.
 *
 * @param source the source partition
 * @param proven source offsets that were read on both sides and are equal; the run goes on at their
 *     end
 * @param targetTo one past the last target offset that was judged
 * @param seed the seed under which {@code digest} was made
 * @param digest of the source records of {@code proven}, as expected on the target; {@link
 *     Digest#NONE} where {@link ScanMode#FAST} made none
 */
public record ProofPoint(
    TopicPartition source, OffsetRange proven, long targetTo, long seed, Digest digest) {}
