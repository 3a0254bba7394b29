package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Proof;
import io.strait.validator.check.Tally;
import io.strait.validator.judge.Clip;
import io.strait.validator.records.Collector;
import java.util.List;
import java.util.Optional;

/**
 * What comparing one partition came to.
 *
 * @param judged source offsets that were judged
 * @param proven the leading part of them that is equal
 * @param tally what was counted
 * @param found the differences
 * @param gap the source offset from which on nothing more was looked at, because too much differs
 * @param proof of what is proven, where all of it was digested
 * @param gaps what was demanded but could not be judged
 * @param notes for people
 */
record Outcome(
    OffsetRange judged,
    OffsetRange proven,
    Tally tally,
    Collector found,
    Optional<Long> gap,
    Optional<Proof> proof,
    List<Clip.Gap> gaps,
    List<String> notes) {}
