package io.strait.validator.certificate;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.certificate.PartitionStanding.State;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.Digest;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what was certified of one partition again, on one side alone. Windows that retention has
 * taken are left out, and the rest is judged without them. One partition each; never throws for
 * what a cluster does.
 */
public final class CertificateCheck {
  private static final int MOST_ATTEMPTS = 10;

  private final CertifiedPartition partition;
  private final boolean source;
  private final LogView log;
  private final Expectation expectation;

  /**
   * Reads nothing yet.
   *
   * @param source whether the log is the source's; else the target's
   * @param contract what the copy is declared to be now; its words must be those certified
   */
  public CertificateCheck(
      CertifiedPartition partition, boolean source, LogView log, Contract contract) {
    this.partition = partition;
    this.source = source;
    this.log = log;
    this.expectation = contract.expectation().open();
  }

  /** Reads and compares. */
  public PartitionStanding run() {
    if (!expectation.text().equals(partition.expectation())) {
      return standing(
          State.INCONCLUSIVE,
          none(),
          "the configuration declares other differences ("
              + expectation.text()
              + ") than were certified ("
              + partition.expectation()
              + "); check with the configuration of then");
    }
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      try {
        return compared(log.bounds());
      } catch (RangeGone gone) {
        // Retention was faster; what is left is looked at again.
      } catch (ClusterException | ScanCancelled failed) {
        return standing(State.INCONCLUSIVE, none(), failed.getMessage());
      }
    }
    return standing(State.INCONCLUSIVE, none(), "the log start kept moving while it was read");
  }

  private PartitionStanding compared(LogBounds bounds) {
    long end = source ? partition.proven().to() : partition.target().to();
    if (bounds.stableEnd() < end) {
      return new PartitionStanding(
          partition,
          State.DIFFERENT,
          none(),
          Optional.of(partition.proven()),
          "the log ends at " + bounds.stableEnd() + ", below the certified end " + end);
    }
    int from = firstWhole(bounds.start());
    List<Digest> now = from < partition.windows().size() ? read(from) : List.of();
    for (int i = 0; i < now.size(); i++) {
      CertifiedPartition.Window window = partition.windows().get(from + i);
      if (!same(window.digest(), now.get(i))) {
        OffsetRange place = new OffsetRange(start(from + i), window.to());
        return new PartitionStanding(
            partition,
            State.DIFFERENT,
            covered(from),
            Optional.of(place),
            "not as certified within source offsets " + place + ": " + lanes(window, now.get(i)));
      }
    }
    return from == 0
        ? standing(State.HOLDS, partition.proven(), "")
        : standing(
            State.INCONCLUSIVE,
            covered(from),
            "the log starts at "
                + bounds.start()
                + " (retention or DeleteRecords); what is left is as certified");
  }

  /** The first window all of whose offsets are still there. */
  private int firstWhole(long start) {
    int from = 0;
    while (from < partition.windows().size() && ownStart(from) < start) {
      from++;
    }
    return from;
  }

  private List<Digest> read(int from) {
    WindowReading reading = new WindowReading(log, partition.seed());
    List<Long> borders = new ArrayList<>();
    for (int i = from; i < partition.windows().size(); i++) {
      CertifiedPartition.Window window = partition.windows().get(i);
      borders.add(source ? window.to() : window.targetTo());
    }
    OffsetRelation relation = partition.claim().images().orElse(OffsetRelation.EXACT);
    return source
        ? reading.source(ownStart(from), borders, expectation)
        : reading.target(ownStart(from), borders, relation, expectation);
  }

  /** Where only order is claimed, a target's offsets say nothing about those of the source. */
  private boolean same(Digest then, Digest now) {
    boolean offsets = source || partition.claim().images().isPresent();
    return then.count() == now.count()
        && then.sum() == now.sum()
        && then.content() == now.content()
        && then.headers() == now.headers()
        && then.timestamps() == now.timestamps()
        && (!offsets || then.offsets() == now.offsets());
  }

  private static String lanes(CertifiedPartition.Window window, Digest now) {
    Digest then = window.digest();
    if (then.count() != now.count()) {
      return now.count() + " records instead of " + then.count();
    }
    List<String> lanes = new ArrayList<>();
    if (then.isPermutationOf(now)) {
      lanes.add("order");
    } else if (then.content() != now.content() || then.sum() != now.sum()) {
      lanes.add("keys or values");
    }
    if (then.headers() != now.headers()) {
      lanes.add("headers");
    }
    if (then.timestamps() != now.timestamps()) {
      lanes.add("timestamps");
    }
    if (then.offsets() != now.offsets()) {
      lanes.add("offsets");
    }
    return "other " + String.join(", ", lanes);
  }

  private long start(int window) {
    return window == 0 ? partition.proven().from() : partition.windows().get(window - 1).to();
  }

  private long ownStart(int window) {
    if (source) {
      return start(window);
    }
    return window == 0 ? partition.target().from() : partition.windows().get(window - 1).targetTo();
  }

  private OffsetRange covered(int from) {
    long first = from < partition.windows().size() ? start(from) : partition.proven().to();
    return new OffsetRange(first, partition.proven().to());
  }

  private OffsetRange none() {
    return new OffsetRange(partition.proven().to(), partition.proven().to());
  }

  private PartitionStanding standing(State state, OffsetRange covered, String why) {
    return new PartitionStanding(partition, state, covered, Optional.empty(), why);
  }
}
