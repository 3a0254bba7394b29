package io.strait.migrator.journal;

import java.time.Duration;
import java.util.List;

/**
 * A journal opened for writing by one runner; opening it fenced the runner before. Belongs to one
 * thread.
 */
public interface Journal extends AutoCloseable {
  /** Name of the wave. */
  String migration();

  /** This runner's epoch: greater than that of every entry that was there at the opening. */
  long epoch();

  /** All entries in order, those appended by this runner included. */
  List<JournalEntry> entries();

  /**
   * Appends the drafts, all or none, and returns once the home cluster has committed them.
   *
   * @throws JournalFencedException if another runner has opened the journal
   * @throws JournalUnavailableException if the outcome is unknown; this object is then useless
   */
  List<JournalEntry> append(List<Draft> drafts);

  /** How many entries the second copy does not have yet, 0 or more. */
  long secondCopyLag();

  /**
   * Waits until the second copy has every entry.
   *
   * @return whether it has them within the deadline
   */
  boolean awaitSecondCopy(Duration deadline);

  @Override
  void close();
}
