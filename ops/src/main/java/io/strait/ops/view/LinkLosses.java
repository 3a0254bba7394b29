package io.strait.ops.view;

import io.strait.replicator.progress.GapCause;
import io.strait.replicator.topology.LinkName;
import java.util.Map;

/**
 * What of a link's source is not, or not yet, on its target, as its own topics there tell.
 *
 * @param link which link
 * @param deadLetters dead letters that nobody has settled yet
 * @param gaps entries of its gap ledger, by cause
 */
public record LinkLosses(LinkName link, long deadLetters, Map<GapCause, Long> gaps) {
  /** Keeps a copy. */
  public LinkLosses {
    gaps = Map.copyOf(gaps);
  }

  /** All entries of the ledger. */
  public long allGaps() {
    return gaps.values().stream().mapToLong(Long::longValue).sum();
  }
}
