package io.strait.ops.offsets;

import io.strait.replicator.offsets.Image;
import io.strait.replicator.progress.Gap;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Where an offset of one side is on the other.
 *
 * @param question what was asked
 * @param offset that it leads to on its own side
 * @param holds what is there, in a few words
 * @param other the partition on the other side
 * @param image where a reader that stands at the offset would stand there
 * @param mapped whether the partition's offsets differ between the sides
 * @param there whether the very record is on the other side, at the image's position
 * @param notes a sentence for operators; empty if nothing is to be said
 * @param gap the gap ledger's entry about the offset, if it has one
 */
public record Whereabouts(
    Question question,
    long offset,
    String holds,
    TopicPartition other,
    Image image,
    boolean mapped,
    boolean there,
    String notes,
    Optional<Gap> gap) {}
