package io.strait.replicator.torture;

import java.util.List;
import java.util.Optional;

/**
 * What became of a round.
 *
 * @param written records the source acknowledged
 * @param fault the first difference with its context, or empty
 * @param diary what chaos did
 */
record RoundResult(
    long seed,
    Profile profile,
    boolean lease,
    long written,
    Optional<String> fault,
    List<String> diary) {
  String headline() {
    return "torture seed "
        + seed
        + " profile "
        + profile
        + (lease ? " with lease" : " without lease")
        + ": "
        + written
        + " records, "
        + diary.size()
        + " events, "
        + (fault.isEmpty() ? "equal" : "DIFFERENT");
  }
}
