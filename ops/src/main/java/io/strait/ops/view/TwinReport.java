package io.strait.ops.view;

import io.strait.replicator.topology.Link;
import java.util.List;

/**
 * What comparing a link's target with its source came to.
 *
 * @param link which link
 * @param aspects in the order of {@link io.strait.replicator.sync.Aspect}
 */
public record TwinReport(Link link, List<AspectReport> aspects) {
  /** Keeps a copy. */
  public TwinReport {
    aspects = List.copyOf(aspects);
  }

  /** Whether every aspect was compared and is equal, staged permissions apart. */
  public boolean isTwin() {
    return aspects.stream().allMatch(AspectReport::isTwin);
  }

  /** Whether nothing at all could be compared. */
  public boolean isUnknown() {
    return !aspects.isEmpty() && aspects.stream().allMatch(one -> one.plan().isEmpty());
  }
}
