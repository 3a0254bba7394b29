package io.strait.validator.log;

/**
 * Who wrote a stored batch.
 *
 * @param first offset of its first place
 * @param last offset of its last place
 * @param producerId its producer; -1 when that had no id
 * @param producerEpoch that producer's epoch
 * @param transactional whether it belongs to a transaction
 * @param marker whether it ends one, rather than holding records
 */
public record Written(
    long first,
    long last,
    long producerId,
    short producerEpoch,
    boolean transactional,
    boolean marker) {}
