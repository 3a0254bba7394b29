package io.strait.replicator.mirror;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.engine.CopyPolicy;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.engine.OffsetRule;
import io.strait.replicator.engine.Reaction;
import io.strait.replicator.engine.Reactions;
import io.strait.replicator.engine.TransactionRule;
import io.strait.replicator.share.ShareTimes;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicPatterns;
import io.strait.replicator.topology.TopicSelection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;

/** A connector's configuration as the engine wants it. Holds secrets: never print it. */
final class LinkConfig {
  private final AbstractConfig config;

  /** Throws {@link org.apache.kafka.common.config.ConfigException} for what the keys refuse. */
  LinkConfig(Map<String, String> properties) {
    this.config = new AbstractConfig(LinkKeys.definition(), properties, false);
  }

  /** Throws {@link IllegalArgumentException} if source and target are the same, and the like. */
  LinkDefinition definition() {
    ClusterAlias source = new ClusterAlias(config.getString(LinkKeys.SOURCE_ALIAS));
    ClusterAlias target = new ClusterAlias(config.getString(LinkKeys.TARGET_ALIAS));
    TopicNaming naming = TopicNaming.of(config.getString(LinkKeys.NAMING));
    TopicSelection topics =
        new TopicSelection(
            config.getList(LinkKeys.TOPICS),
            new TopicPatterns(config.getList(LinkKeys.PATTERNS), config.getList(LinkKeys.EXCLUDE)),
            naming.rule(source));
    return new LinkDefinition(
        new Link(new LinkName(config.getString(LinkKeys.LINK)), source, target, topics),
        cluster(source, LinkKeys.SOURCE_PREFIX),
        cluster(target, LinkKeys.TARGET_PREFIX),
        options(),
        times());
  }

  private ClusterSpec cluster(ClusterAlias alias, String prefix) {
    Map<String, String> properties = new TreeMap<>();
    config
        .originalsWithPrefix(prefix)
        .forEach((key, value) -> properties.put(key, String.valueOf(value)));
    properties.keySet().removeAll(Set.of("alias", LinkKeys.BOOTSTRAP));
    return new ClusterSpec(alias, config.getString(prefix + LinkKeys.BOOTSTRAP), properties);
  }

  private EngineOptions options() {
    CopyPolicy defaults = CopyPolicy.defaults();
    CopyPolicy policy =
        new CopyPolicy(
            OffsetRule.valueOf(upper(LinkKeys.OFFSETS)),
            config.getBoolean(LinkKeys.FILLER_RECORDS),
            TransactionRule.valueOf(upper(LinkKeys.TRANSACTIONS)),
            reactions(),
            config.getBoolean(LinkKeys.DEAD_LETTERS),
            defaults.records());
    return EngineOptions.defaults()
        .withPolicy(policy)
        .withFlow(
            new FlowSettings(
                config.getLong(LinkKeys.RATE),
                new HashSet<>(config.getList(LinkKeys.PAUSED_TOPICS))));
  }

  private Reactions reactions() {
    return new Reactions(
        Reaction.valueOf(upper(LinkKeys.ON_SOURCE_RECREATED)),
        Reaction.valueOf(upper(LinkKeys.ON_SOURCE_TRUNCATED)),
        Reaction.valueOf(upper(LinkKeys.ON_RETENTION_OVERRUN)),
        Reaction.valueOf(upper(LinkKeys.ON_RECORDS_DELETED)),
        Reaction.valueOf(upper(LinkKeys.ON_OFFSET_CONFLICT)),
        Reaction.valueOf(upper(LinkKeys.ON_MISSED_TOMBSTONES)));
  }

  private ShareTimes times() {
    return new ShareTimes(
        millis(LinkKeys.REPORT_INTERVAL),
        millis(LinkKeys.SLOT_SILENCE),
        millis(LinkKeys.BALANCE_INTERVAL),
        ShareTimes.defaults().gather());
  }

  private Duration millis(String key) {
    return Duration.ofMillis(config.getLong(key));
  }

  private String upper(String key) {
    return config.getString(key).toUpperCase(Locale.ROOT);
  }
}
