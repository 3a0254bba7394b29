package io.strait.validator.certificate;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.certificate.PartitionStanding.State;
import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.Digest;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ScanCancelled;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads what was certified of one partition again, on one side alone and with nothing but the
 * certificate. Windows that retention has taken are left out, and the rest is judged without them.
 * What differs is read twice, so that nothing is judged in the middle of a cleaner's work. One
 * partition each; never throws for what a cluster does.
 */
public final class CertificateCheck {
  private static final int MOST_ATTEMPTS = 10;

  private final CertifiedPartition partition;
  private final boolean source;
  private final CertifiedLog certified;
  private final LogView log;
  private final boolean compacted;

  /**
   * Reads nothing yet.
   *
   * @param source whether the log is the source's; else the target's
   * @param compacted whether the topic's cleanup policy contains {@code compact} now, on that side
   */
  public CertificateCheck(
      CertifiedPartition partition, boolean source, LogView log, boolean compacted) {
    this.partition = partition;
    this.source = source;
    this.certified = source ? partition.source() : partition.target();
    this.log = log;
    this.compacted = compacted || certified.latest().isPresent();
  }

  /** Where nothing can be read at all. */
  public static PartitionStanding unread(CertifiedPartition partition, boolean source, String why) {
    OffsetRange all = source ? partition.source().range() : partition.target().range();
    OffsetRange none = new OffsetRange(all.to(), all.to());
    return new PartitionStanding(partition, State.INCONCLUSIVE, all, none, Optional.empty(), why);
  }

  /** Reads and compares. */
  public PartitionStanding run() {
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      try {
        Optional<PartitionStanding> standing = look(log.bounds());
        if (standing.isPresent()) {
          return standing.get();
        }
      } catch (RangeGone | LogChanged moved) {
        // Retention or a cleaner was faster; what is left is looked at again.
      } catch (ClusterException | ScanCancelled | DamagedBatch failed) {
        return unread(partition, source, failed.getMessage());
      }
    }
    return unread(partition, source, "the log kept changing while it was read");
  }

  /** Empty when a second reading brought something else than the first. */
  private Optional<PartitionStanding> look(LogBounds bounds) {
    if (bounds.stableEnd() < certified.range().to()) {
      String why = "the log ends at " + bounds.stableEnd() + ", below the certified end ";
      return Optional.of(
          different(certified.windows().size(), shown().range(), why + certified.range().to()));
    }
    int from = firstWhole(bounds.start());
    List<Digest> now = read(from);
    int first = firstOther(from, now);
    if (first < 0) {
      return Optional.of(asCertified(from, bounds.start()));
    }
    if (!now.equals(read(from))) {
      return Optional.empty();
    }
    int impossible = firstImpossible(from, now);
    return Optional.of(
        impossible < 0
            ? cleaned(from, first, now, bounds)
            : different(from, place(impossible), text(impossible, now.get(impossible - from))));
  }

  private List<Digest> read(int from) {
    List<Long> borders =
        certified.windows().stream().skip(from).map(CertifiedLog.Window::to).toList();
    return borders.isEmpty()
        ? List.of()
        : new LogReading(log, partition.seed()).stored(certified.window(from).from(), borders);
  }

  private Digest then(int window) {
    return certified.windows().get(window).digest();
  }

  private int firstOther(int from, List<Digest> now) {
    for (int i = 0; i < now.size(); i++) {
      if (!then(from + i).equals(now.get(i))) {
        return from + i;
      }
    }
    return -1;
  }

  /** A cleaner takes records away and does nothing else; where there is none, not even that. */
  private int firstImpossible(int from, List<Digest> now) {
    for (int i = 0; i < now.size(); i++) {
      boolean fewer = now.get(i).count() < then(from + i).count();
      if (!then(from + i).equals(now.get(i)) && !(compacted && fewer)) {
        return from + i;
      }
    }
    return -1;
  }

  private PartitionStanding asCertified(int from, long start) {
    if (isWhole(from)) {
      return standing(State.HOLDS, 0, "");
    }
    String left =
        from < certified.windows().size() ? "what is left is as certified" : "nothing is left";
    return standing(State.INCONCLUSIVE, from, trimmed(start) + "; " + left);
  }

  /** Whether no record was certified in the windows before this one. */
  private boolean isWhole(int from) {
    return certified.windows().stream().limit(from).allMatch(one -> one.digest().count() == 0);
  }

  private static String trimmed(long start) {
    return "the log starts at " + start + " (retention or DeleteRecords)";
  }

  private PartitionStanding cleaned(int from, int first, List<Digest> now, LogBounds bounds) {
    BitSet windows = new BitSet();
    long marked = 0;
    long gone = 0;
    for (int i = 0; i < now.size(); i++) {
      if (!then(from + i).equals(now.get(i))) {
        windows.set(from + i);
        marked += now.get(i).count();
        gone += then(from + i).count() - now.get(i).count();
      }
    }
    String taken =
        gone
            + " records are gone from "
            + windows.cardinality()
            + " of "
            + certified.windows().size()
            + " windows, first "
            + text(first)
            + ", as after a cleaner";
    String start = isWhole(from) ? "" : trimmed(bounds.start()) + "; ";
    if (certified.latest().isEmpty()) {
      return standing(
          State.INCONCLUSIVE,
          from,
          start
              + taken
              + "; the topic was not compacted when it was certified, so nothing tells which; the"
              + " other windows are as certified");
    }
    OffsetRange left = certified.from(from);
    Digest whole = Digests.sum(now, new ChainBase(partition.seed()));
    LastRecords records =
        new LastRecords(log, partition.seed(), left, bounds.stableEnd(), whole, Lens.STORED);
    LatestValues then = certified.latest().get();
    int bits = Integer.numberOfTrailingZeros(then.buckets().size());
    KeyTally tally = KeyTally.of(records, bits, offset -> windows.get(window(offset)));
    return judged(from, CleanedLook.of(then, tally, marked), then, start + taken);
  }

  private PartitionStanding judged(int from, CleanedLook look, LatestValues then, String taken) {
    if (look.other() > 0) {
      return different(
          from,
          shown().range(),
          taken + ", but last records of keys are there that were not certified");
    }
    if (look.lost() > 0 && isWhole(from)) {
      String why =
          taken
              + ", but "
              + look.lost()
              + " keys have no record any more, nor was anything written behind "
              + certified.range().to()
              + " that could account for it";
      return different(from, shown().range(), why);
    }
    String latest =
        "the last record of "
            + look.values()
            + " of "
            + then.values()
            + " keys is as certified"
            + (look.expired() > 0 ? ", " + look.expired() + " tombstones expired" : "");
    if (isWhole(from) && look.missing() == 0 && look.unread() == 0) {
      return standing(State.HOLDS, 0, taken + "; " + latest);
    }
    String missing =
        look.missing() == 0 ? "" : "; " + look.missing() + " keys have none there any more";
    String unread =
        look.unread() == 0
            ? ""
            : "; " + look.unread() + " records that are still there could not be compared";
    return standing(
        State.INCONCLUSIVE,
        from,
        taken + "; " + latest + missing + unread + "; the other windows are as certified");
  }

  /** The first window all of whose offsets are still there. */
  private int firstWhole(long start) {
    int from = 0;
    while (from < certified.windows().size() && certified.window(from).from() < start) {
      from++;
    }
    return from;
  }

  private int window(long offset) {
    int at = 0;
    while (at < certified.windows().size() - 1 && offset >= certified.windows().get(at).to()) {
      at++;
    }
    return at;
  }

  /** The log whose offsets are named: the source's where its windows hold the same records. */
  private CertifiedLog shown() {
    return partition.isAligned() ? partition.source() : certified;
  }

  private OffsetRange place(int window) {
    return shown().window(window);
  }

  private String text(int window) {
    List<String> places = new ArrayList<>();
    if (source || partition.isAligned()) {
      places.add("source offsets " + partition.source().window(window));
    }
    if (!source) {
      places.add("target offsets " + certified.window(window));
    }
    return String.join(", ", places);
  }

  private String text(int window, Digest now) {
    return "not as certified within " + text(window) + ": " + Digests.lanes(then(window), now);
  }

  private PartitionStanding standing(State state, int from, String why) {
    return new PartitionStanding(
        partition, state, shown().range(), shown().from(from), Optional.empty(), why);
  }

  private PartitionStanding different(int from, OffsetRange place, String why) {
    return new PartitionStanding(
        partition, State.DIFFERENT, shown().range(), shown().from(from), Optional.of(place), why);
  }
}
