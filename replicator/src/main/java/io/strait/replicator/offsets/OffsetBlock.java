package io.strait.replicator.offsets;

import java.util.Optional;

/**
 * One stored piece of an offset map, or the order to forget it.
 *
 * @param firstTarget first target offset of the block: its place in the map and, with the
 *     partition, its key
 * @param content what to store; empty if nothing is to be kept under the key
 */
public record OffsetBlock(long firstTarget, Optional<byte[]> content) {}
