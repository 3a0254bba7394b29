package io.strait.validator.check;

import io.strait.validator.digest.Digest;

/**
 * What is left of a proof when the records are gone: enough to go on from its end, and to check one
 * side against it later.
 *
 * @param targetTo one past the last target offset that was judged within the proven range
 * @param digest of the source records of the proven range, as expected on the target, under the
 *     scan's seed
 */
public record Proof(long targetTo, Digest digest) {}
