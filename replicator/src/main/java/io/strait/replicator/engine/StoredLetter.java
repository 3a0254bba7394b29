package io.strait.replicator.engine;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/**
 * A dead letter that nobody has settled yet, without its content.
 *
 * @param id its name, the same however often the engine had to put it aside
 * @param at when it was put aside
 * @param source where it comes from
 * @param first source offset of its first record
 * @param last source offset of its last record
 * @param target where it was to go
 * @param timestamp the record's own, in milliseconds, or -1
 * @param batch whether it is the raw bytes of a whole batch whose records cannot be read
 * @param reason why it could not be copied
 * @param bytes of key and value
 */
public record StoredLetter(
    String id,
    Instant at,
    TopicPartition source,
    long first,
    long last,
    TopicPartition target,
    long timestamp,
    boolean batch,
    String reason,
    long bytes) {}
