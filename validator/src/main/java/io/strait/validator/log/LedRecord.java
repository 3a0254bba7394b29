package io.strait.validator.log;

import io.strait.validator.digest.LogRecord;

/**
 * A record, and under which leader it was appended. Records of one log have epochs that never fall
 * (KIP-101): what a new leader cut off and wrote anew has a higher one than what stood there.
 *
 * @param epoch leader epoch of its batch; -1 where the log does not tell
 * @param record the record
 */
public record LedRecord(int epoch, LogRecord record) {}
