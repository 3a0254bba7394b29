package io.strait.ops.view;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.topology.LinkName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How the daemon last kept one aspect of a link's target.
 *
 * @param link which link
 * @param aspect what it keeps
 * @param at when the last pass began; empty before the first
 * @param took how long it was
 * @param compared how many things were looked at
 * @param applied how many differences it closed
 * @param failed how many it tried to close in vain
 * @param left how many differences it left, by what becomes of them
 * @param error what kept it from comparing or applying
 * @param lastSuccess when a pass last ended without an error and without a failure
 */
public record TwinStatus(
    LinkName link,
    Aspect aspect,
    Optional<Instant> at,
    Duration took,
    int compared,
    int applied,
    int failed,
    Map<Handling, Long> left,
    Optional<String> error,
    Optional<Instant> lastSuccess) {
  /** Keeps a copy. */
  public TwinStatus {
    left = Map.copyOf(left);
  }

  /** Nothing is known yet. */
  public static TwinStatus waiting(LinkName link, Aspect aspect) {
    return new TwinStatus(
        link,
        aspect,
        Optional.empty(),
        Duration.ZERO,
        0,
        0,
        0,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }
}
