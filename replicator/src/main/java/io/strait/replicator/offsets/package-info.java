/**
 * How target offsets relate to source offsets where they cannot be equal, exactly and for every
 * offset in history.
 *
 * <p>Invariants, by name:
 *
 * <ul>
 *   <li><b>TargetsAscend</b>: discontinuities are ordered by target offset, each offset at most
 *       once.
 *   <li><b>SourcesAscendInAGeneration</b>: within one generation source offsets never go back; a
 *       source whose log was rewritten or begun anew starts the next generation.
 *   <li><b>LatestGenerationWins</b>: a source offset means the record that the source holds now.
 *   <li><b>NothingApproximate</b>: a translation is exact or says that there is no counterpart and
 *       what comes next; it never guesses.
 * </ul>
 *
 * <p>No I/O and no clock. Maps are immutable; one thread makes new ones, any thread may read. May
 * import: the JDK and {@code org.apache.kafka.common.TopicPartition}. Non-null by default.
 */
package io.strait.replicator.offsets;
