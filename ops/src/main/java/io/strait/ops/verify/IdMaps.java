package io.strait.ops.verify;

import io.strait.ops.config.StraitConfig;
import io.strait.ops.config.VerifySettings;
import io.strait.ops.config.VerifySettings.SchemaIds;
import io.strait.replicator.registry.Registries;
import io.strait.replicator.registry.RegistryException;
import io.strait.replicator.registry.RegistrySpec;
import io.strait.replicator.sync.schema.Rewrite;
import io.strait.replicator.sync.schema.SchemaPolicy;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.contract.Expectation;
import io.strait.validator.contract.Obstacle;
import io.strait.validator.relation.IdMap;
import io.strait.validator.relation.Inexpressible;
import io.strait.validator.relation.RewrittenIds;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a link's records must carry as schema ids. Found out by comparing what both registries say a
 * schema is, never by what the link has remembered about ids.
 *
 * @param each what is declared about a topic
 * @param notes how that was found out
 */
record IdMaps(Function<TopicMapping, Expectation> each, List<String> notes) {
  private static final IdMaps SAME = new IdMaps(topic -> Expectation.SAME, List.of());

  static IdMaps of(StraitConfig config, Link link, VerifySettings declared, Clock clock) {
    if (declared.schemaIds() == SchemaIds.LISTED) {
      IdMap listed = IdMap.of(declared.idMap());
      return new IdMaps(
          topic -> new RewrittenIds(listed, listed),
          List.of(declared.idMap().size() + " schema ids are mapped as configured, no others"));
    }
    Optional<RegistrySpec> from = config.cluster(link.source()).registry();
    Optional<RegistrySpec> to = config.cluster(link.target()).registry();
    SchemaPolicy policy = config.settings(link.name()).twin().schemas();
    boolean kept =
        declared.schemaIds() == SchemaIds.SAME
            || policy.rewrite() == Rewrite.NEVER
            || isMoved(config, link);
    return kept || from.isEmpty() || to.isEmpty()
        ? SAME
        : compared(from.get(), to.get(), policy, clock);
  }

  Expectation of(TopicMapping topic) {
    return each.apply(topic);
  }

  /** What a wave moves is copied byte for byte, whichever way it runs. */
  private static boolean isMoved(StraitConfig config, Link link) {
    return config.waves().stream()
        .map(wave -> wave.link().name())
        .anyMatch(name -> name.equals(link.name()) || name.reversed().equals(link.name()));
  }

  private static IdMaps compared(
      RegistrySpec from, RegistrySpec to, SchemaPolicy policy, Clock clock) {
    try {
      SchemaCounterparts counterparts =
          new SchemaCounterparts(
              Registries.open(from, clock).read(), Registries.open(to, clock).read(), policy);
      return new IdMaps(
          counterparts::of,
          List.of("schema ids are judged by the schemas that both registries have under them"));
    } catch (RegistryException unread) {
      Obstacle obstacle =
          Obstacle.unverifiable(
              "which schema ids records must carry is not known ("
                  + unread.getMessage()
                  + "); try again, or say 'verify: {schemaIds: ...}'");
      return new IdMaps(topic -> new Inexpressible(obstacle), List.of());
    }
  }
}
