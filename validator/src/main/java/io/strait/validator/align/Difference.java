package io.strait.validator.align;

import io.strait.validator.check.FindingCode;
import io.strait.validator.digest.Fingerprint;
import java.util.Optional;

/**
 * One named difference, before its evidence is read.
 *
 * @param code what is wrong
 * @param divergesAt first source offset at which the logs part because of it
 * @param source the source record, when there is one
 * @param target the target record, when there is one
 */
public record Difference(
    FindingCode code,
    long divergesAt,
    Optional<Fingerprint> source,
    Optional<Fingerprint> target) {}
