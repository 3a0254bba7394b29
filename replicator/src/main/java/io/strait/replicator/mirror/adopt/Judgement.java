package io.strait.replicator.mirror.adopt;

import io.strait.replicator.mirror.adopt.PartitionPlan.Counts;
import io.strait.replicator.mirror.adopt.PartitionPlan.Standing;
import io.strait.replicator.mirror.formats.MirrorRecord.Sync;
import io.strait.replicator.mirror.logs.LogBounds;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.offsets.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Decides from what was found whether a partition can be taken over; no I/O. */
final class Judgement {
  private final Facts facts;
  private final List<String> notes = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();

  private Judgement(Facts facts) {
    this.facts = facts;
  }

  /**
   * What is known about a partition.
   *
   * @param committed the last record copied, by what MirrorMaker 2 has committed
   * @param here the source's log
   * @param there the mirror's log
   * @param from first target offset that was compared
   * @param cleaned whether one of the two topics is compacted
   * @param acceptMissing whether records that MirrorMaker 2 has left out may be left out for good
   * @param syncs pairs of offsets that MirrorMaker 2 has written down
   * @param result what comparing has shown; empty if the mirror holds no record
   */
  record Facts(
      TopicPartition source,
      TopicPartition target,
      Optional<Long> committed,
      LogBounds.Bounds here,
      LogBounds.Bounds there,
      long from,
      boolean cleaned,
      boolean acceptMissing,
      List<Sync> syncs,
      Optional<MatchResult> result) {}

  static PartitionPlan of(Facts facts) {
    return new Judgement(facts).plan();
  }

  private PartitionPlan plan() {
    if (facts.there().end() == 0) {
      return planned(Standing.NOTHING, 0, OffsetMap.equalOffsets(), Counts.NONE);
    }
    if (facts.there().stable() < facts.there().end()) {
      refusals.add(
          "a producer has a transaction open on the mirror, from offset "
              + facts.there().stable()
              + "; wait until it ends or abort it (kafka-transactions.sh)");
    }
    return facts
        .result()
        .filter(found -> found.matched() > 0)
        .map(this::compared)
        .orElseGet(this::nothingInCommon);
  }

  private PartitionPlan compared(MatchResult found) {
    found.open().ifPresent(this::undecided);
    found.firstUnknown().ifPresent(at -> unknown(found, at));
    found.firstMissing().ifPresent(at -> missing(found, at));
    if (found.repeated() > 0) {
      notes.add(
          found.repeated()
              + " records are on the mirror twice, first at offset "
              + found.firstRepeat().orElseThrow()
              + ": MirrorMaker 2 had copied them before it was stopped");
    }
    if (found.aborted() > 0) {
      notes.add(
          found.aborted()
              + " records on the mirror belong to transactions that the source has aborted");
    }
    if (found.early() > 0) {
      notes.add(
          found.early()
              + " records at the mirror's beginning cannot be compared: the source has deleted them");
    }
    facts.committed().ifPresent(last -> committed(found, last));
    facts.syncs().forEach(sync -> sync(found.map(), sync));
    Counts counts =
        new Counts(
            found.matched(), found.repeated(), found.aborted(), found.early(), found.missing());
    Standing standing = refusals.isEmpty() ? Standing.ADOPT : Standing.REFUSED;
    return planned(standing, found.next(), found.map(), counts);
  }

  private void undecided(long at) {
    refusals.add(
        "the mirror holds records of a transaction that is still open on the source, from offset "
            + at
            + "; wait until it ends and try again");
  }

  private void unknown(MatchResult found, long at) {
    if (facts.cleaned()) {
      notes.add(found.unknown() + " records on the mirror were removed from the source since");
    } else {
      refusals.add(
          found.unknown()
              + " records on the mirror are not on the source, first at target offset "
              + at
              + ": somebody else wrote to the mirror, or MirrorMaker 2 changed records on the way");
    }
  }

  private void missing(MatchResult found, long at) {
    String text =
        found.missing() + " records of the source are not on the mirror, first source offset " + at;
    if (facts.cleaned()) {
      notes.add(text + ": removed by compaction");
    } else if (facts.acceptMissing()) {
      notes.add(text + "; accepted");
    } else {
      refusals.add(
          text + ": MirrorMaker 2 lost them or left them out; accept that with --accept-missing");
    }
  }

  /** MirrorMaker 2 commits late, never early. */
  private void committed(MatchResult found, long last) {
    if (found.next() <= last) {
      refusals.add(
          "MirrorMaker 2 has committed source offset "
              + last
              + " but the mirror ends with the copy of "
              + (found.next() - 1)
              + ": the mirror has lost records");
    } else if (found.next() > last + 1) {
      notes.add(
          "the mirror holds source offsets up to "
              + (found.next() - 1)
              + ", behind the committed "
              + last
              + ": it was not stopped cleanly");
    }
  }

  private void sync(OffsetMap map, Sync sync) {
    boolean held = sync.copy() >= facts.there().start() && sync.copy() < facts.there().end();
    if (held
        && map.sourceOf(sync.copy()) instanceof Translation.Exact exact
        && exact.offset() != sync.offset()
        && sync.copy() >= facts.from()) {
      notes.add(
          "MirrorMaker 2 wrote down that target offset "
              + sync.copy()
              + " is source offset "
              + sync.offset()
              + ", but by its content it is "
              + exact.offset());
    }
  }

  /** Only what was committed tells where to go on. */
  private PartitionPlan nothingInCommon() {
    boolean empty = facts.there().start() >= facts.there().end();
    boolean gone = facts.committed().filter(last -> last < facts.here().start()).isPresent();
    if (facts.committed().isEmpty()) {
      refusals.add(
          "the mirror holds nothing that the source holds, and MirrorMaker 2 has committed no"
              + " offset for it");
    } else if (!empty && !gone) {
      refusals.add(
          "no record of the mirror is on the source, though MirrorMaker 2 has committed source"
              + " offset "
              + facts.committed().get()
              + ": it changed records on the way, or somebody else wrote to the mirror");
    } else if (facts.committed().get() + 1 < facts.here().start() && !facts.acceptMissing()) {
      refusals.add(
          "the source has deleted offsets ["
              + (facts.committed().get() + 1)
              + ", "
              + facts.here().start()
              + ") before they were copied; accept that with --accept-missing");
    }
    long next = Math.max(facts.committed().map(last -> last + 1).orElse(0L), facts.here().start());
    notes.add("there is nothing to compare, so the committed offset is taken for the truth");
    long end = facts.there().end();
    OffsetMap map =
        next == end
            ? OffsetMap.equalOffsets()
            : OffsetMap.equalOffsets().with(0, next).withUnmatched(0).with(end, next);
    Standing standing = refusals.isEmpty() ? Standing.ADOPT : Standing.REFUSED;
    return planned(standing, next, map, Counts.NONE);
  }

  private PartitionPlan planned(Standing standing, long next, OffsetMap map, Counts counts) {
    return new PartitionPlan(
        facts.source(),
        facts.target(),
        standing,
        facts.committed(),
        next,
        facts.there().end(),
        facts.from(),
        map,
        counts,
        notes,
        refusals);
  }
}
