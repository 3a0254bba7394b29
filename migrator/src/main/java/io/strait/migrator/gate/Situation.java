package io.strait.migrator.gate;

import io.strait.client.RouteAck;
import io.strait.migrator.plan.Budgets;
import io.strait.replicator.progress.LinkProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the gates judge: read from the clusters at one moment.
 *
 * @param at the moment
 * @param budgets the wave's limits
 * @param feed progress of the link that copies from the side with the authority; empty if it does
 *     not run here
 * @param ends what the clusters say of the feed's partitions; empty if one does not tell
 * @param verifiedAt when the last live comparison ended; empty if it is not believed any more
 * @param routeEpoch epoch of the published route, 0 if there is none
 * @param acks the newest acknowledgement of each client
 * @param journalLag entries that the second copy of the journal does not have
 * @param budget whether the error budget of the wave's link allows it
 */
public record Situation(
    Instant at,
    Budgets budgets,
    Optional<LinkProgress> feed,
    Optional<LogEnds> ends,
    Optional<Instant> verifiedAt,
    long routeEpoch,
    List<RouteAck> acks,
    long journalLag,
    Verdict budget) {
  /** Keeps a copy of the list. */
  public Situation {
    acks = List.copyOf(acks);
  }
}
