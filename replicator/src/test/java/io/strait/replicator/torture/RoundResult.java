package io.strait.replicator.torture;

import java.util.List;
import java.util.Optional;

/**
 * What became of a round.
 *
 * @param written records the source acknowledged
 * @param times how long its parts took
 * @param fault the first difference of each topic with its context, or empty
 * @param diary what chaos did
 */
record RoundResult(
    long seed,
    List<Profile> profiles,
    boolean lease,
    long written,
    String times,
    Optional<String> fault,
    List<String> diary) {
  String headline() {
    return "torture seed "
        + seed
        + " profiles "
        + profiles
        + (lease ? " with lease" : " without lease")
        + ": "
        + written
        + " records, "
        + diary.size()
        + " events, "
        + times
        + ", "
        + (fault.isEmpty() ? "equal" : "DIFFERENT");
  }
}
