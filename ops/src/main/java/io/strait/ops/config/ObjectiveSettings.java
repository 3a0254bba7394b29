package io.strait.ops.config;

import io.strait.replicator.topology.LinkName;
import io.strait.validator.slo.Objectives;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is promised about links.
 *
 * @param links by name of the link; a link that is not in here has no objectives
 * @param heartbeats how often a record is written on the source of each of these links, so that an
 *     idle link has something to be measured by; empty: none is written
 * @param runbookBase what stands before {@code runbooks/...} in alerts; empty: nothing
 */
public record ObjectiveSettings(
    Map<LinkName, Objectives> links, Optional<Duration> heartbeats, Optional<String> runbookBase) {
  /** Keeps a copy. */
  public ObjectiveSettings {
    links = Map.copyOf(links);
  }

  /** Nothing is promised. */
  public static ObjectiveSettings none() {
    return new ObjectiveSettings(Map.of(), Optional.empty(), Optional.empty());
  }

  /** What is promised about a link, if anything. */
  public Optional<Objectives> of(LinkName link) {
    return Optional.ofNullable(links.get(link));
  }
}
