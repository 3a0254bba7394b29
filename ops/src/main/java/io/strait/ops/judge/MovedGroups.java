package io.strait.ops.judge;

import io.strait.migrator.cutover.Direction;
import io.strait.migrator.journal.JournalException;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.MigrationView;
import io.strait.migrator.run.Migrations;
import io.strait.ops.config.StraitConfig;
import io.strait.ops.daemon.Access;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.Link;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Groups that a link's waves move.
 *
 * @param before by group: why it is not meant to be on the target yet
 * @param after by group: why the target has the say about it
 */
record MovedGroups(Map<String, String> before, Map<String, String> after) {
  /** Where there are no waves. */
  static MovedGroups none() {
    return new MovedGroups(Map.of(), Map.of());
  }

  /** Asks the waves' journals; a wave whose journal cannot be read counts as not moved. */
  static MovedGroups of(StraitConfig config, Link link, List<String> notes, Clock clock) {
    MovedGroups groups = new MovedGroups(new HashMap<>(), new HashMap<>());
    for (Wave wave : config.waves()) {
      if (wave.link().name().equals(link.name()) && !wave.groups().isEmpty()) {
        boolean moved = isMoved(config, wave, notes, clock);
        for (String group : wave.groups()) {
          if (moved) {
            groups.after.put(
                group, "wave '" + wave.name() + "' was switched: the target has the authority");
          } else {
            groups.before.put(group, "wave '" + wave.name() + "' moves it with its switch");
          }
        }
      }
    }
    return groups;
  }

  private static boolean isMoved(StraitConfig config, Wave wave, List<String> notes, Clock clock) {
    try (Migrations migrations = Access.migrations(config, clock)) {
      MigrationView view = migrations.status(wave);
      int last = view.switches().size() - 1;
      return last >= 0 && view.switches().get(last).direction() == Direction.FORWARD;
    } catch (ClusterException | JournalException e) {
      notes.add("how wave '" + wave.name() + "' stands is not known: " + e.getMessage());
      return false;
    }
  }

  Optional<String> before(String group) {
    return Optional.ofNullable(before.get(group));
  }

  Optional<String> after(String group) {
    return Optional.ofNullable(after.get(group));
  }
}
