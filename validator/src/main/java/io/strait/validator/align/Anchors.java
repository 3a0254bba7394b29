package io.strait.validator.align;

import io.strait.validator.digest.Fingerprint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Places where only order is claimed: a relation that grows with the walk. The image of a target
 * record without a partner is the source offset that follows the last pair before it. Holds one
 * entry per open hunk.
 */
final class Anchors implements Places {
  private final TreeMap<Long, Long> following = new TreeMap<>();

  @Override
  public long distance(Fingerprint source, Fingerprint target) {
    return 0;
  }

  @Override
  public long toSource(Fingerprint target) {
    Map.Entry<Long, Long> anchor = following.floorEntry(target.offset());
    return anchor == null ? Long.MAX_VALUE : anchor.getValue();
  }

  @Override
  public long changedAt(Fingerprint source, Fingerprint target) {
    return source.offset();
  }

  @Override
  public boolean isSame(Fingerprint source, int deletion, Fingerprint target, int insertion) {
    return deletion == insertion;
  }

  @Override
  public boolean isBefore(Fingerprint target, int insertion, Fingerprint source, int deletion) {
    return insertion < deletion;
  }

  @Override
  public long start(List<Fingerprint> deletions, List<Fingerprint> insertions, long next) {
    return deletions.isEmpty() ? next : Math.min(next, deletions.get(0).offset());
  }

  @Override
  public void opened(Hunk hunk) {
    if (!hunk.insertions().isEmpty()) {
      following.put(hunk.insertions().get(0).offset(), hunk.at());
    }
  }

  @Override
  public void forget() {
    following.clear();
  }
}
