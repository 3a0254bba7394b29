package io.strait.ops.cli;

import io.strait.migrator.cutover.StateName;
import io.strait.migrator.journal.EntryKind;
import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.CommandKind;
import io.strait.migrator.run.Migrations;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.cluster.FaultKind;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Follows a command through the journal and prints each state on the way. */
final class OrderWait {
  private static final Duration EVERY = Duration.ofMillis(300);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Migrations migrations;
  private final Wave wave;
  private final CommandKind kind;
  private final String id;
  private final PrintWriter out;
  private final Clock clock;
  private boolean accepted;
  private boolean repeated;
  private int printed;

  OrderWait(
      Migrations migrations, Wave wave, CommandKind kind, String id, PrintWriter out, Clock clock) {
    this.migrations = migrations;
    this.wave = wave;
    this.kind = kind;
    this.id = id;
    this.out = out;
    this.clock = clock;
  }

  /** The exit code: reached 0, refused or taken back 3, not known in time 4. */
  int await(Duration patience) throws InterruptedException {
    Instant asked = clock.instant();
    while (clock.instant().isBefore(asked.plus(patience))) {
      Optional<Integer> code = look();
      if (code.isPresent()) {
        return code.get();
      }
      if (repeated) {
        Duration left = Duration.between(clock.instant(), asked.plus(patience));
        return new ReadyWait(migrations, wave, out, clock).await(left);
      }
      if (!accepted && clock.instant().isAfter(asked.plus(ANSWER))) {
        out.println(
            "No answer within "
                + ANSWER.toSeconds()
                + " s: does 'strait serve' run with this configuration?"
                + " The command is stored and will be answered, or refused once it is 10 minutes old.");
        return ExitCode.INCONCLUSIVE;
      }
      TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
    }
    out.println("Not there after " + patience.toSeconds() + " s; see 'strait migrate status'.");
    return ExitCode.INCONCLUSIVE;
  }

  private Optional<Integer> look() {
    try {
      return judge(migrations.journal(wave));
    } catch (ClusterException e) {
      if (e.kind() == FaultKind.RETRIABLE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<Integer> judge(List<JournalEntry> entries) {
    for (int i = 0; i < entries.size(); i++) {
      JournalEntry entry = entries.get(i);
      if (entry.kind() == EntryKind.COMMAND && entry.data().path("id").asText().equals(id)) {
        return answered(entry, entries.subList(i + 1, entries.size()));
      }
    }
    return Optional.empty();
  }

  private Optional<Integer> answered(JournalEntry answer, List<JournalEntry> after) {
    if (ReadyWait.isRepeatedStart(kind, answer)) {
      repeated = true;
      return Optional.empty();
    }
    if (!answer.data().path("accepted").asBoolean()) {
      out.println(
          "Refused: "
              + Refusals.text(
                  wave.name(), kind, answer.state(), answer.data().path("why").asText()));
      return Optional.of(ExitCode.FAILED);
    }
    accepted = true;
    List<JournalEntry> moves =
        after.stream().filter(entry -> entry.kind() == EntryKind.STATE).toList();
    moves.stream().skip(printed).forEach(this::print);
    printed = moves.size();
    List<StateName> states = moves.stream().map(entry -> OrderOutcome.name(entry.state())).toList();
    return switch (OrderOutcome.of(kind, states)) {
      case REACHED -> Optional.of(ExitCode.PASSED);
      case MISSED -> Optional.of(missed(after));
      case UNDER_WAY -> Optional.empty();
    };
  }

  private void print(JournalEntry entry) {
    out.printf("  %s  %s%n", entry.at(), entry.state());
    out.flush();
  }

  private int missed(List<JournalEntry> after) {
    String why =
        after.stream()
            .filter(entry -> entry.data().path("result").asText().equals("failed"))
            .map(entry -> entry.step() + ": " + entry.data().path("text").asText())
            .findFirst()
            .orElse("see 'strait journal show'");
    out.println("Taken back: " + why);
    return ExitCode.FAILED;
  }
}
