package io.strait.client;

import java.util.Optional;

/**
 * Where the clients of a wave write and read, as published in {@link RouteTopics#ROUTES}.
 *
 * <p>Source and target keep their meaning through a rollback: going back is {@link
 * Authority#SOURCE} under a higher epoch. Two routes of one wave with the same epoch are a bug of
 * the publisher; readers keep the one they saw first.
 *
 * @param wave the wave's name: 1 to 63 characters of {@code a-z 0-9 . _ -}
 * @param epoch grows with every change of the route; at least 1; the highest wins
 * @param authority who may write
 * @param source alias of the source cluster
 * @param target alias of the target cluster; differs from the source
 */
public record Route(String wave, long epoch, Authority authority, String source, String target) {
  /** Refuses an illegal name, an epoch below 1 and a wave from a cluster to itself. */
  public Route {
    LegalNames.check("wave", wave);
    LegalNames.check("source", source);
    LegalNames.check("target", target);
    if (epoch < 1) {
      throw new IllegalArgumentException(
          "route of wave '" + wave + "': epoch " + epoch + " must be at least 1");
    }
    if (source.equals(target)) {
      throw new IllegalArgumentException(
          "route of wave '" + wave + "': source and target are both '" + source + "'");
    }
  }

  /** Alias of the cluster that holds authority; empty while held. */
  public Optional<String> home() {
    return switch (authority) {
      case SOURCE -> Optional.of(source);
      case NONE -> Optional.empty();
      case TARGET -> Optional.of(target);
    };
  }
}
