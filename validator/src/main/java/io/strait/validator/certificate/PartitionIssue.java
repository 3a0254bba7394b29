package io.strait.validator.certificate;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.certificate.CertifiedPartition.Relation;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Proof;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.Digest;
import io.strait.validator.keyed.Cleaners;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads both sides of one proved partition again and certifies them, if they still are to each
 * other as was proved: the digests of each side are of the very reading that showed it. One
 * partition each.
 */
final class PartitionIssue {
  private static final int ATTEMPTS = 5;

  private final PartitionReport proved;
  private final Contract contract;
  private final Cleaners cleaners;
  private final Sizing sizing;
  private final long seed;
  private final ChainBase base;
  private final LogView source;
  private final LogView target;
  private final Optional<OffsetRelation> images;

  PartitionIssue(
      PartitionReport proved,
      Contract contract,
      Cleaners cleaners,
      Sizing sizing,
      long seed,
      LogView source,
      LogView target) {
    this.proved = proved;
    this.contract = contract;
    this.cleaners = cleaners;
    this.sizing = sizing;
    this.seed = seed;
    this.base = new ChainBase(seed);
    this.source = source;
    this.target = target;
    this.images = contract.offsets().images();
  }

  /**
   * Certifies.
   *
   * @throws CertificateException if the logs are no longer as they were proved
   */
  CertifiedPartition run(String sourceTopicId, String targetTopicId, long frontier) {
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        SideReading here = source();
        Copy copy = copy(here);
        return new CertifiedPartition(
            proved.topic(),
            proved.partition(),
            frontier,
            contract.offsets(),
            contract.expectation().text(),
            copy.relation(),
            seed,
            Digests.sum(here.windows().declared(), base),
            certified(sourceTopicId, here, cleaners.source()),
            certified(targetTopicId, copy.there(), cleaners.target()));
      } catch (LogChanged cleaned) {
        // A cleaner was at work; it is read again.
      } catch (RangeGone gone) {
        throw changed("retention took part of it: " + gone.getMessage());
      }
    }
    throw changed("a cleaner kept changing it while it was read");
  }

  /** The target, and what it has in common with the source. */
  private record Copy(SideReading there, Relation relation) {}

  private SideReading source() {
    OffsetRange proven = proved.proven();
    SideReading here =
        SideReading.of(
            source,
            seed,
            proven.from(),
            LogReading.borders(proven, sizing.windows()),
            Lens.source(expectation()));
    Optional<Digest> told =
        proved
            .proof()
            .map(Proof::digest)
            .filter(one -> one.isMade() && proved.explained().byCode().isEmpty());
    if (told.isPresent() && !told.get().equals(Digests.sum(here.windows().declared(), base))) {
      throw changed("the source is no longer as it was proved a moment ago");
    }
    return here;
  }

  private Copy copy(SideReading here) {
    Optional<SideReading> there = target(here);
    CopyCheck check = new CopyCheck(seed, images.isPresent());
    if (there.isPresent() && check.sameRecords(here, there.get())) {
      return new Copy(there.get(), Relation.RECORDS);
    }
    if (!cleaners.any()) {
      throw changed("the target is no longer as it was proved a moment ago");
    }
    SideReading cleaned = images.isPresent() ? there.orElseThrow() : cleanedTarget();
    if (!check.sameLatest(here, cleaned)) {
      throw changed(
          "it is compacted, and the latest values of its keys are not the same on both sides up to"
              + " there (a cleaner may have removed some that were written again later)");
    }
    return new Copy(cleaned, Relation.LATEST);
  }

  /** Window by window the image of the source; empty where only order is claimed and some lack. */
  private Optional<SideReading> target(SideReading here) {
    if (images.isPresent()) {
      OffsetRelation map = images.get();
      List<Long> ends = here.borders().stream().map(map::toTarget).toList();
      return Optional.of(target(map.toTarget(here.range().from()), ends));
    }
    List<Long> counts = here.windows().declared().stream().map(Digest::count).toList();
    return new LogReading(target, seed)
        .ends(targetRange(), counts)
        .map(ends -> target(ends.get(0), ends.subList(1, ends.size())));
  }

  /** Where only order is claimed: all of the target up to where it was proved. */
  private OffsetRange targetRange() {
    long start = target.bounds().start();
    long to = proved.proof().map(Proof::targetTo).orElseGet(() -> target.bounds().stableEnd());
    return new OffsetRange(start, Math.max(start, to));
  }

  /** Where cleaners left different records on both sides, windows cannot hold the same. */
  private SideReading cleanedTarget() {
    OffsetRange range = targetRange();
    return target(range.from(), LogReading.borders(range, sizing.windows()));
  }

  private SideReading target(long from, List<Long> borders) {
    Lens lens = Lens.target(expectation(), images.orElse(OffsetRelation.EXACT));
    return SideReading.of(target, seed, from, borders, lens);
  }

  private CertifiedLog certified(String topicId, SideReading side, boolean cleaned) {
    List<CertifiedLog.Window> windows = new ArrayList<>();
    for (int i = 0; i < side.borders().size(); i++) {
      windows.add(new CertifiedLog.Window(side.borders().get(i), side.windows().stored().get(i)));
    }
    Optional<LatestValues> latest = cleaned ? Optional.of(latest(side)) : Optional.empty();
    Digest whole = Digests.sum(side.windows().stored(), base);
    return new CertifiedLog(topicId, side.range(), whole, windows, latest);
  }

  private LatestValues latest(SideReading side) {
    Digest stored = Digests.sum(side.windows().stored(), base);
    LastRecords records =
        new LastRecords(side.log(), seed, side.range(), side.range().to(), stored, Lens.STORED);
    return KeyTally.of(records, sizing.bits(stored.count()), offset -> false).latest();
  }

  private Expectation expectation() {
    return contract.expectation().open();
  }

  private CertificateException changed(String why) {
    return CertificateException.unsettled(
        proved.topic().source()
            + "-"
            + proved.partition()
            + " cannot be certified: "
            + why
            + "; verify the copy, and issue again");
  }
}
