package io.strait.validator.align;

import io.strait.validator.digest.Fingerprint;
import java.util.List;

/**
 * What stands between two matched records and found no partner.
 *
 * @param at the source offset at which the logs part here
 * @param deletions source records without a partner, in order
 * @param insertions target records without a partner, in order
 * @param open whether the target log ends here: what is not there may still come
 */
public record Hunk(
    long at, List<Fingerprint> deletions, List<Fingerprint> insertions, boolean open) {
  /** Copies the lists. */
  public Hunk {
    deletions = List.copyOf(deletions);
    insertions = List.copyOf(insertions);
  }

  int size() {
    return deletions.size() + insertions.size();
  }
}
