package io.strait.migrator.journal;

import java.util.List;

/** The checks that make the journal tamper-evident. Pure. */
public final class Chain {
  private Chain() {}

  /**
   * Checks the whole chain from its first entry.
   *
   * @param where names the copy in errors, for example {@code strait.journal on west}
   * @throws JournalException at the first entry that does not follow from the one before
   */
  public static void verify(List<JournalEntry> entries, String where) {
    String prev = JournalEntry.GENESIS;
    long epoch = 0;
    for (int i = 0; i < entries.size(); i++) {
      JournalEntry entry = entries.get(i);
      check(entry.index() == i, where, i, "its index is " + entry.index());
      check(entry.prev().equals(prev), where, i, "it does not name the hash of the entry before");
      check(entry.hash().equals(JournalCodec.hash(entry)), where, i, "its content and hash differ");
      check(entry.epoch() >= epoch, where, i, "its runner epoch went back from " + epoch);
      check(
          entry.migration().equals(entries.get(0).migration()),
          where,
          i,
          "it belongs to migration '" + entry.migration() + "'");
      prev = entry.hash();
      epoch = entry.epoch();
    }
  }

  /**
   * The longer of two verified copies, of which one must extend the other.
   *
   * @throws JournalException if they contradict each other
   */
  public static List<JournalEntry> longer(List<JournalEntry> home, List<JournalEntry> second) {
    int both = Math.min(home.size(), second.size());
    if (both > 0 && !home.get(both - 1).hash().equals(second.get(both - 1).hash())) {
      int fork = 0;
      while (home.get(fork).hash().equals(second.get(fork).hash())) {
        fork++;
      }
      throw new JournalException(
          "migration '"
              + home.get(0).migration()
              + "': the two copies of the journal contradict each other from entry "
              + fork
              + "; export both with 'strait journal' and find out who wrote");
    }
    return home.size() >= second.size() ? home : second;
  }

  private static void check(boolean holds, String where, int index, String what) {
    if (!holds) {
      throw new JournalException(
          where
              + ": the chain is broken at entry "
              + index
              + ": "
              + what
              + "; nothing is done on the word of such a journal: compare it with the other copy"
              + " by 'strait journal'");
    }
  }
}
