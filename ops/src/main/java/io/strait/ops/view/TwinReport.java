package io.strait.ops.view;

import io.strait.replicator.topology.Link;
import java.util.List;

/**
 * What comparing a link's target with its source came to.
 *
 * @param link which link
 * @param notes sentences about the two clusters that hold for all aspects
 * @param aspects in the order of {@link io.strait.replicator.sync.Aspect}
 */
public record TwinReport(Link link, List<String> notes, List<AspectReport> aspects) {
  /** Keeps copies. */
  public TwinReport {
    notes = List.copyOf(notes);
    aspects = List.copyOf(aspects);
  }

  /** A report with nothing to say about the clusters. */
  public TwinReport(Link link, List<AspectReport> aspects) {
    this(link, List.of(), aspects);
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
