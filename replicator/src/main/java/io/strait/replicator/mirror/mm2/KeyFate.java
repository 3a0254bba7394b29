package io.strait.replicator.mirror.mm2;

/**
 * What becomes of one key of a file.
 *
 * @param key as it is written there, with its prefix
 * @param use what it is to Strait
 * @param text what it becomes, or why it is not needed; never its value
 */
public record KeyFate(String key, KeyUse use, String text) {}
