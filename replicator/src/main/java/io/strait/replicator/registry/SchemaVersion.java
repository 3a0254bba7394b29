package io.strait.replicator.registry;

/**
 * A registered schema.
 *
 * @param key subject and version
 * @param id what records carry; 0 if it is not known
 * @param text what it says
 * @param deleted whether it is soft-deleted: hidden, but its id still resolves
 */
public record SchemaVersion(SchemaKey key, int id, SchemaText text, boolean deleted) {}
