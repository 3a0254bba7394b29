package io.strait.migrator.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One entry of the chain.
 *
 * @param v version of the format, {@link #VERSION}
 * @param migration name of the wave
 * @param index 0 for the first entry of the migration, then without a gap
 * @param epoch the runner that wrote it; grows with every opening of the journal
 * @param at the runner's clock, milliseconds precise
 * @param kind what it is about
 * @param state label of the state in which it was written
 * @param step name of the step, or empty
 * @param data evidence
 * @param prev hash of the entry before, or {@link #GENESIS}
 * @param hash SHA-256 over {@code prev} and the canonical bytes of all other fields, in hex
 */
public record JournalEntry(
    int v,
    String migration,
    long index,
    long epoch,
    Instant at,
    EntryKind kind,
    String state,
    String step,
    ObjectNode data,
    String prev,
    String hash) {
  /** The only version this release reads and writes. */
  public static final int VERSION = 1;

  /** What the first entry names as its predecessor. */
  public static final String GENESIS = "0".repeat(64);
}
