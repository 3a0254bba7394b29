package io.strait.migrator.journal;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A journal without a cluster, for rehearsals and simulations; fences like the real one. Belongs to
 * one thread.
 */
public final class InMemoryJournal implements Journal {
  /** What outlives a runner: both copies and the number of the runner that may write. */
  public static final class Store {
    private final List<JournalEntry> home = new ArrayList<>();
    private final List<JournalEntry> second = new ArrayList<>();
    private int opened;
    private boolean secondAway;

    /** Takes the second copy away or gives it back. */
    public void secondAway(boolean away) {
      this.secondAway = away;
    }

    /** The home copy. */
    public List<JournalEntry> home() {
      return Collections.unmodifiableList(home);
    }

    /** The second copy. */
    public List<JournalEntry> second() {
      return Collections.unmodifiableList(second);
    }

    private void copy() {
      if (!secondAway) {
        second.addAll(home.subList(second.size(), home.size()));
      }
    }
  }

  private final String migration;
  private final Store store;
  private final Clock clock;
  private final int mine;
  private final long epoch;

  /** Opens the store and fences whoever had it open. */
  public InMemoryJournal(String migration, Store store, Clock clock) {
    Chain.verify(store.home, "journal in memory");
    this.migration = migration;
    this.store = store;
    this.clock = clock;
    this.mine = ++store.opened;
    this.epoch = store.home.isEmpty() ? 1 : store.home.get(store.home.size() - 1).epoch() + 1;
    store.copy();
  }

  @Override
  public String migration() {
    return migration;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public List<JournalEntry> entries() {
    return store.home();
  }

  @Override
  public List<JournalEntry> append(List<Draft> drafts) {
    if (mine != store.opened) {
      throw new JournalFencedException(migration, new IllegalStateException("opened again"));
    }
    List<JournalEntry> chained = new ArrayList<>();
    for (Draft draft : drafts) {
      String prev =
          store.home.isEmpty()
              ? JournalEntry.GENESIS
              : store.home.get(store.home.size() - 1).hash();
      JournalEntry entry =
          JournalCodec.chained(draft, migration, store.home.size(), epoch, clock.instant(), prev);
      store.home.add(entry);
      chained.add(entry);
    }
    store.copy();
    return chained;
  }

  @Override
  public long secondCopyLag() {
    store.copy();
    return store.home.size() - (long) store.second.size();
  }

  @Override
  public boolean awaitSecondCopy(Duration deadline) {
    return secondCopyLag() == 0;
  }

  @Override
  public void close() {
    store.copy();
  }
}
