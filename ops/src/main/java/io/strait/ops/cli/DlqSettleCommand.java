package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import io.strait.replicator.engine.LetterDesk;
import io.strait.replicator.engine.StoredLetter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code strait dlq replay} and {@code strait dlq discard}. */
final class DlqSettleCommand {
  private DlqSettleCommand() {}

  /** Which letters. */
  private static final class Which {
    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "ID",
        description = "Letters, as 'list' names them.")
    private List<String> ids;

    @Option(names = "--all", required = true, description = "All that are open.")
    private boolean all;
  }

  /** {@code strait dlq replay}. */
  @Command(
      name = "replay",
      description = {
        "Appends dead letters to the target and marks them; a repeat does nothing.",
        "A replayed record stands at the end of its partition and not at its old place. To a mirror",
        "topic that a link still writes it is a foreign write: equal offsets end there. Whole",
        "batches that cannot be read are not replayed."
      })
  static final class Replay implements Callable<Integer> {
    @Mixin private DlqDesk desk;

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(
        names = "--topic",
        paramLabel = "TOPIC",
        description = "Append to this topic of the target instead of the mirror topic.")
    private String topic;

    @Override
    public Integer call() {
      return settle(
          desk,
          which,
          letter -> !letter.batch(),
          "replayed",
          (letters, id) -> letters.replay(id, Optional.ofNullable(topic)));
    }
  }

  /** {@code strait dlq discard}. */
  @Command(
      name = "discard",
      description = "Marks dead letters as not wanted; they stay in their topic but show nowhere.")
  static final class Discard implements Callable<Integer> {
    @Mixin private DlqDesk desk;

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Override
    public Integer call() {
      return settle(desk, which, letter -> true, "discarded", LetterDesk::discard);
    }
  }

  private static int settle(
      DlqDesk desk,
      Which which,
      Predicate<StoredLetter> takes,
      String done,
      BiPredicate<LetterDesk, String> act) {
    return desk.at(
        letters -> {
          List<String> ids =
              which.all
                  ? letters.open().stream().filter(takes).map(StoredLetter::id).toList()
                  : which.ids;
          for (String id : ids) {
            desk.out()
                .println(
                    (act.test(letters, id) ? done : "settled before: nothing done") + "  " + id);
            desk.out().flush();
          }
          return ExitCode.PASSED;
        });
  }
}
