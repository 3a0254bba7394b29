package io.strait.replicator.wire;

/**
 * What one record of a log says about its key.
 *
 * @param offset its offset
 * @param producerId of its batch, or -1
 * @param key its bytes, not to be changed
 * @param tombstone whether it has no value, so that the key is deleted
 */
public record HeldKey(long offset, long producerId, byte[] key, boolean tombstone) {}
