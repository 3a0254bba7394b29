package io.strait.migrator.run;

import io.strait.migrator.journal.JournalCopy;
import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.journal.JournalException;
import io.strait.migrator.plan.Wave;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.time.Clock;
import java.util.List;

/** A migration as its journal tells it, for processes that do not run it. */
public final class MigrationStatus {
  private MigrationStatus() {}

  /**
   * Reads both copies of the journal, or one if the other cluster is away.
   *
   * @throws ClusterException if neither cluster answers
   * @throws JournalException if a copy is broken
   */
  public static MigrationView read(Wave wave, Cluster source, Cluster target, Clock clock) {
    return ViewOf.journal(wave, entries(wave, source, target, clock), clock.instant());
  }

  /** The entries themselves, verified; same errors as {@link #read}. */
  public static List<JournalEntry> entries(Wave wave, Cluster source, Cluster target, Clock clock) {
    JournalCopy home;
    try {
      home = JournalCopy.read(target, wave.name(), clock);
    } catch (ClusterException e) {
      return JournalCopy.read(source, wave.name(), clock).entries();
    }
    try {
      return JournalCopy.reconciled(home, JournalCopy.read(source, wave.name(), clock));
    } catch (ClusterException e) {
      return home.entries();
    }
  }
}
