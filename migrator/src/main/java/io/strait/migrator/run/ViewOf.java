package io.strait.migrator.run;

import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.Facts;
import io.strait.migrator.step.StepResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes views: one from a runner with everything, one from the journal alone. */
final class ViewOf {
  private ViewOf() {}

  static MigrationView runner(CutoverRunner runner) {
    Facts facts = runner.facts();
    return new MigrationView(
        runner.wave().name(),
        facts.state().label(),
        facts.since(),
        runner.now(),
        runner.journal().epoch(),
        runner.journal().entries().size(),
        runner.journal().secondCopyLag(),
        facts.outcomes(),
        runner.gates(),
        NextCommands.in(facts),
        runner.rollbackPrice(),
        facts.switches(),
        runner.waitingFor());
  }

  static MigrationView journal(Wave wave, List<JournalEntry> entries, Instant now) {
    History history = new History(wave.source().value(), wave.target().value());
    entries.forEach(history::apply);
    Facts facts = history.facts();
    return new MigrationView(
        wave.name(),
        facts.state().label(),
        facts.since(),
        now,
        entries.isEmpty() ? 0 : entries.get(entries.size() - 1).epoch(),
        entries.size(),
        -1,
        facts.outcomes(),
        List.of(),
        NextCommands.in(facts),
        Optional.empty(),
        facts.switches(),
        Optional.empty());
  }

  static String text(StepResult result) {
    if (result instanceof StepResult.Failed failed) {
      return String.join("; ", failed.findings());
    }
    if (result instanceof StepResult.Inconclusive inconclusive) {
      return inconclusive.reason();
    }
    return result instanceof StepResult.Undone undone ? undone.reason() : "";
  }
}
