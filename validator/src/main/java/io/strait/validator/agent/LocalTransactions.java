package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.relation.SourceTransactions;
import io.strait.validator.relation.SourceTransactions.Suspect;
import io.strait.validator.relation.TornNames.Sized;
import io.strait.validator.relation.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Answers about transactions, cut to what one answer may hold. */
final class LocalTransactions {
  /** The most places of one transaction in an answer. */
  static final int MOST_PLACES = 4_096;

  private LocalTransactions() {}

  static List<OptionalLong> aborted(
      SourceTransactions log, List<Suspect> suspects, Reading progress) {
    List<OptionalLong> found = new ArrayList<>();
    for (Suspect suspect : suspects) {
      found.add(log.aborted(suspect));
      progress.at(found.size(), 0);
    }
    return found;
  }

  /** Records are counted in what is left of a transaction of very many places. */
  static Optional<Sized> sized(SourceTransactions log, long offset, OffsetRange judged) {
    return log.of(offset)
        .map(whole -> cut(whole, offset))
        .map(part -> new Sized(part, log.records(part, judged)));
  }

  /** Batches that follow each other are one place; of too many those around the record are kept. */
  private static Transaction cut(Transaction whole, long offset) {
    List<OffsetRange> joined = new ArrayList<>();
    int here = 0;
    for (OffsetRange place : whole.places()) {
      int last = joined.size() - 1;
      if (last >= 0 && joined.get(last).to() == place.from()) {
        joined.set(last, new OffsetRange(joined.get(last).from(), place.to()));
      } else {
        joined.add(place);
      }
      here = place.from() <= offset ? joined.size() - 1 : here;
    }
    int from = Math.max(0, Math.min(here - MOST_PLACES / 2, joined.size() - MOST_PLACES));
    int to = Math.min(joined.size(), from + MOST_PLACES);
    return new Transaction(
        whole.producerId(), whole.producerEpoch(), List.copyOf(joined.subList(from, to)));
  }
}
