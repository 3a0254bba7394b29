package io.strait.replicator.mirror;

import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.NamingRule;
import io.strait.replicator.topology.TopicMapping;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.mirror.DefaultReplicationPolicy;
import org.apache.kafka.connect.mirror.IdentityReplicationPolicy;

/**
 * How mirror topics are named; the names MirrorMaker 2 would give, from its own policies (KIP-382,
 * KIP-690).
 *
 * <p>Immutable; safe for use by several threads.
 */
public enum TopicNaming {
  /** Mirror topics keep their name, as a migration needs it. */
  IDENTITY {
    @Override
    DefaultReplicationPolicy policy() {
      return new IdentityReplicationPolicy();
    }
  },
  /** Mirror topics are called {@code <source alias>.<topic>}. */
  PREFIXED {
    @Override
    DefaultReplicationPolicy policy() {
      return new DefaultReplicationPolicy();
    }
  };

  abstract DefaultReplicationPolicy policy();

  /** Where a topic of the source goes. */
  public TopicMapping mapping(ClusterAlias source, String topic) {
    DefaultReplicationPolicy policy = policy();
    policy.configure(Map.of(IdentityReplicationPolicy.SOURCE_CLUSTER_ALIAS_CONFIG, source.value()));
    return new TopicMapping(topic, policy.formatRemoteTopic(source.value(), topic));
  }

  /** The same as a link's rule, for topics of this source. */
  NamingRule rule(ClusterAlias source) {
    return new PolicyRule(this, source);
  }

  private record PolicyRule(TopicNaming naming, ClusterAlias from) implements NamingRule {
    @Override
    public String target(String source) {
      return naming.mapping(from, source).target();
    }

    @Override
    public String text() {
      return naming == IDENTITY ? "names are kept" : "prefix '" + from + ".'";
    }
  }

  /** The naming an operator wrote in a configuration: {@code identity} or {@code prefixed}. */
  public static TopicNaming of(String text) {
    return Arrays.stream(values())
        .filter(naming -> naming.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "naming '"
                        + text
                        + "' is not known; write one of: "
                        + Arrays.stream(values())
                            .map(TopicNaming::text)
                            .collect(Collectors.joining(", "))));
  }

  /** As an operator writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
