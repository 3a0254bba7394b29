package io.strait.ops.view;

import io.strait.migrator.run.MigrationView;
import java.util.Optional;

/**
 * A wave as one daemon sees it.
 *
 * @param wave its name
 * @param owner whether this daemon runs its migration; another may
 * @param detail what it waits for or why it does not run; may be empty
 * @param migration how it stands; empty when another daemon owns it or the journal is not open yet
 */
public record WaveStatus(
    String wave, boolean owner, String detail, Optional<MigrationView> migration) {

  /** The migration's state, {@code UNKNOWN} when this daemon does not run it. */
  public String state() {
    return migration.map(MigrationView::state).orElse("UNKNOWN");
  }
}
