package io.strait.validator.digest;

/**
 * One header of a record.
 *
 * @param name its name; may repeat within a record
 * @param value its bytes, null when the header has none; not copied
 */
public record HeaderField(String name, byte[] value) {}
