package io.strait.ops.demo;

/**
 * A place in a topic.
 *
 * @param partition partition number
 * @param offset offset in it
 */
record Position(int partition, long offset) {}
