package io.strait.ops.verify;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.config.VerifySettings;
import io.strait.ops.config.VerifySettings.Timestamps;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.LinkTranslations;
import io.strait.replicator.engine.RecordRules;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Expectation;
import io.strait.validator.contract.Obstacle;
import io.strait.validator.relation.AddedHeaders;
import io.strait.validator.relation.Chain;
import io.strait.validator.relation.Inexpressible;
import io.strait.validator.relation.TimesIgnored;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What the copies of a link's topics are declared to be, as of the moment when this was made: make
 * a new one for each scan, for offset maps grow and schemas are registered. Immutable.
 */
public final class Contracts implements Function<TopicMapping, Contract> {
  private final Map<TopicMapping, Contract> byTopic;
  private final List<String> notes;

  private Contracts(Map<TopicMapping, Contract> byTopic, Set<String> notes) {
    this.byTopic = Map.copyOf(byTopic);
    this.notes = List.copyOf(notes);
  }

  /**
   * Of all topics that the link mirrors now.
   *
   * @param source the link's source, with a credential that may READ the topics
   * @param target the link's target, with a credential that may also READ {@code strait.*} there
   * @throws io.strait.replicator.cluster.ClusterException if the source cannot be asked for topics
   */
  public static Contracts of(StraitConfig config, Link link, Cluster source, Cluster target) {
    return of(config, link, source, target, SourceTopics.of(link, source).topics());
  }

  /** The same of some of the link's topics. */
  public static Contracts of(
      StraitConfig config, Link link, Cluster source, Cluster target, List<TopicMapping> topics) {
    try (LinkTranslations translations = new LinkTranslations(link.name(), source, target)) {
      return of(config, link, source, target, topics, translations);
    }
  }

  /**
   * The same by notes that are followed, of which only what is new has to be read.
   *
   * @param translations the notes of the link between these clusters; they stay open
   */
  public static Contracts of(
      StraitConfig config,
      Link link,
      Cluster source,
      Cluster target,
      LinkTranslations translations) {
    return of(config, link, source, target, SourceTopics.of(link, source).topics(), translations);
  }

  private static Contracts of(
      StraitConfig config,
      Link link,
      Cluster source,
      Cluster target,
      List<TopicMapping> topics,
      LinkTranslations translations) {
    VerifySettings declared = config.settings(link.name()).verify();
    Set<String> notes = new LinkedHashSet<>();
    OffsetClaims claims =
        OffsetClaims.of(link, source, target, topics, declared.offsets(), translations);
    notes.addAll(claims.notes());
    Set<String> stamping =
        declared.timestamps() == Timestamps.AUTO
            ? StampingTopics.of(target, topics, notes)
            : new HashSet<>();
    IdMaps ids = IdMaps.of(config, link, declared, Clock.systemUTC());
    notes.addAll(ids.notes());
    return new Contracts(of(config, link, topics, claims, stamping, ids), notes);
  }

  /** From what was learned about offsets, times and schema ids. */
  static Map<TopicMapping, Contract> of(
      StraitConfig config,
      Link link,
      List<TopicMapping> topics,
      OffsetClaims claims,
      Set<String> stamping,
      IdMaps ids) {
    VerifySettings declared = config.settings(link.name()).verify();
    RecordRules rules = config.settings(link.name()).policy().records();
    Map<TopicMapping, Contract> contracts = new HashMap<>();
    for (TopicMapping topic : topics) {
      List<Expectation> all = new ArrayList<>();
      claims.obstacle(topic).map(Inexpressible::new).ifPresent(all::add);
      transforms(rules, topic).map(Inexpressible::new).ifPresent(all::add);
      RecordFilters.of(rules, topic.source()).ifPresent(all::add);
      headers(declared).ifPresent(all::add);
      all.add(ids.of(topic));
      times(declared, stamping.contains(topic.target())).ifPresent(all::add);
      contracts.put(topic, new Contract(claims.of(topic), Chain.of(all), declared.partitions()));
    }
    return contracts;
  }

  /** What one topic's copy is declared to be; a plain copy for a topic that was not asked about. */
  @Override
  public Contract apply(TopicMapping topic) {
    return byTopic.getOrDefault(topic, Contract.PLAIN);
  }

  /** What was claimed and why, as sentences for reports. */
  public List<String> notes() {
    return notes;
  }

  private static Optional<Obstacle> transforms(RecordRules rules, TopicMapping topic) {
    return rules.transforms().concerns(topic.source())
        ? Optional.of(
            Obstacle.unverifiable(
                "topic '"
                    + topic.source()
                    + "' goes through 'records.transforms', which nobody but the transforms"
                    + " themselves can tell from a fault; judge it with them taken out, or by a"
                    + " consumer of your own"))
        : Optional.empty();
  }

  private static Optional<Expectation> headers(VerifySettings declared) {
    return declared.ignoreHeaders().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AddedHeaders(
                declared.ignoreHeaders().stream()
                    .<AddedHeaders.AddedHeader>map(AddedHeaders.Ignored::new)
                    .toList()));
  }

  private static Optional<Expectation> times(VerifySettings declared, boolean stamps) {
    if (declared.timestamps() == Timestamps.IGNORED) {
      return Optional.of(new TimesIgnored("'verify.timestamps' says so"));
    }
    return stamps
        ? Optional.of(new TimesIgnored("the target topic stamps append time"))
        : Optional.empty();
  }
}
