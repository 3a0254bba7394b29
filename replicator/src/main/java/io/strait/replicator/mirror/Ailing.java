package io.strait.replicator.mirror;

import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides what of a slot's condition its worker must hear. One partition that halts does not stop
 * the others, so a task fails only when nothing of it runs any more. Belongs to one thread.
 */
final class Ailing {
  private static final Duration LASTS = Duration.ofSeconds(10);
  private static final Duration REPEAT = Duration.ofSeconds(30);
  private static final int NAMED = 3;

  private final Clock clock;
  private Optional<Instant> since = Optional.empty();
  private Instant said = Instant.MIN;

  Ailing(Clock clock) {
    this.clock = clock;
  }

  /** What to say now. */
  sealed interface Finding {
    /** Nothing. */
    record Well() implements Finding {}

    /** It is tried again without anybody's help, or only a part is concerned. */
    record Passing(String text) implements Finding {}

    /** Nothing runs and somebody must do something. */
    record Lasting(String text) implements Finding {}
  }

  Finding of(LinkProgress progress) {
    List<PartitionProgress> halted =
        progress.partitions().stream().filter(one -> one.state() == PartitionState.HALTED).toList();
    Optional<String> text = progress.problem().or(() -> named(halted));
    if (text.isEmpty()) {
      since = Optional.empty();
      return new Finding.Well();
    }
    Instant now = clock.instant();
    Instant first = since.orElse(now);
    since = Optional.of(first);
    if (now.isBefore(first.plus(LASTS))) {
      return new Finding.Well();
    }
    boolean nothingRuns = halted.size() == progress.partitions().size();
    boolean needsSomebody = !halted.isEmpty() || text.get().startsWith("NEEDS_HUMAN");
    if (nothingRuns && needsSomebody) {
      return new Finding.Lasting(text.get());
    }
    if (said.isAfter(now.minus(REPEAT))) {
      return new Finding.Well();
    }
    said = now;
    return new Finding.Passing(text.get());
  }

  private static Optional<String> named(List<PartitionProgress> halted) {
    return halted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            halted.size()
                + " partitions halted: "
                + halted.stream()
                    .limit(NAMED)
                    .map(one -> one.source() + ": " + one.problem().orElse("no reason known"))
                    .collect(Collectors.joining("; ")));
  }
}
