package io.strait.replicator.wire;

import java.util.Optional;

/**
 * One header of a record.
 *
 * @param name its key
 * @param value its bytes, not to be changed, or empty for a null value
 */
public record PlainHeader(String name, Optional<byte[]> value) {}
