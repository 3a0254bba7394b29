package io.strait.ops.verify;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.config.VerifySettings;
import io.strait.ops.config.VerifySettings.Timestamps;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.LinkTranslations;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.contract.Contract;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the copies of a link's topics are declared to be, for whoever asks all the time: the link's
 * notes are followed and not read whole again, topics that rest are not asked about, and settings
 * and schemas are learned anew only now and then, or when told to. One thread at a time.
 */
public final class FollowedContracts implements AutoCloseable {
  private static final long SLOW_MILLIS = 60_000;

  private final StraitConfig config;
  private final Link link;
  private final Cluster source;
  private final Cluster target;
  private final Clock clock;
  private final LinkTranslations translations;
  private final Map<TopicMapping, Contract> known = new HashMap<>();
  private final Set<TopicMapping> asked = new HashSet<>();
  private final Set<String> stamping = new HashSet<>();
  private Optional<IdMaps> ids = Optional.empty();
  private long learnedAt;

  /** Asks nothing yet. Does not close the clusters. */
  public FollowedContracts(
      StraitConfig config, Link link, Cluster source, Cluster target, Clock clock) {
    this.config = config;
    this.link = link;
    this.source = source;
    this.target = target;
    this.clock = clock;
    this.translations = new LinkTranslations(link.name(), source, target);
  }

  /**
   * Learns what is claimed about these topics now.
   *
   * @param closely whether settings and schemas are learned anew, too
   * @return what is known of all topics that were ever asked about
   * @throws io.strait.replicator.cluster.ClusterException if a cluster cannot be asked
   */
  public Map<TopicMapping, Contract> refresh(List<TopicMapping> topics, boolean closely) {
    long now = clock.millis();
    if (closely || ids.isEmpty() || Math.abs(now - learnedAt) >= SLOW_MILLIS) {
      asked.clear();
      stamping.clear();
      ids = Optional.empty();
      learnedAt = now;
    }
    VerifySettings declared = config.settings(link.name()).verify();
    OffsetClaims claims =
        OffsetClaims.followed(link, source, target, topics, declared.offsets(), translations);
    if (declared.timestamps() == Timestamps.AUTO) {
      List<TopicMapping> unasked = topics.stream().filter(one -> !asked.contains(one)).toList();
      stamping.addAll(StampingTopics.of(target, unasked, new HashSet<>()));
      asked.addAll(unasked);
    }
    if (ids.isEmpty()) {
      ids = Optional.of(IdMaps.of(config, link, declared, clock));
    }
    known.putAll(Contracts.of(config, link, topics, claims, stamping, ids.orElseThrow()));
    return Map.copyOf(known);
  }

  @Override
  public void close() {
    translations.close();
  }
}
