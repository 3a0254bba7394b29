package io.strait.migrator.fence.group;

/**
 * A committed position, without its leader epoch: that belongs to the cluster it was read from.
 *
 * @param topic topic name on the cluster it was read from
 * @param partition partition number
 * @param offset next offset to read, 0 or more
 * @param metadata the consumer's own note, kept as it is
 */
public record GroupOffset(String topic, int partition, long offset, String metadata) {}
