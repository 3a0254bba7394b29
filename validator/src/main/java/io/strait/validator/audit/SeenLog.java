package io.strait.validator.audit;

import io.strait.validator.log.LogBounds;

/**
 * A log at one moment.
 *
 * @param bounds what it holds
 * @param epoch its leader's epoch; -1 where the brokers do not tell
 */
public record SeenLog(LogBounds bounds, int epoch) {}
