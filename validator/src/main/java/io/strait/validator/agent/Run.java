package io.strait.validator.agent;

/**
 * Consecutive numbers of records in which two sides differ.
 *
 * @param from first number
 * @param to one past the last; {@link Long#MAX_VALUE} for all that follow
 */
record Run(long from, long to) {}
