package io.strait.replicator.mirror.publish;

import io.strait.replicator.topology.NamingRule;
import java.util.Optional;
import org.apache.kafka.connect.mirror.ReplicationPolicy;

/** Names mirror topics by a replication policy of MirrorMaker 2 (KIP-382, KIP-690). */
public final class PolicyNaming implements NamingRule {
  private final MirrorMakerSettings.PolicyChoice choice;
  private final MirrorMakerSettings.Aliases aliases;
  private final ReplicationPolicy policy;

  /**
   * Makes the policy.
   *
   * @throws IllegalArgumentException if there is no such class
   */
  public PolicyNaming(
      MirrorMakerSettings.PolicyChoice choice, MirrorMakerSettings.Aliases aliases) {
    this.choice = choice;
    this.aliases = aliases;
    this.policy = Policies.of(choice, aliases.source(), aliases.target());
  }

  @Override
  public String target(String source) {
    return policy.formatRemoteTopic(aliases.source(), source);
  }

  /** Whether MirrorMaker 2 would not copy the topic: it came from the target, or is its own. */
  public boolean isLeftOut(String topic) {
    return policy.isInternalTopic(topic) || isCycle(topic);
  }

  private boolean isCycle(String topic) {
    String name = topic;
    Optional<String> from = Optional.ofNullable(policy.topicSource(name));
    while (from.isPresent()) {
      if (from.get().equals(aliases.target())) {
        return true;
      }
      String before = policy.upstreamTopic(name);
      if (before == null || before.equals(name)) {
        return false;
      }
      name = before;
      from = Optional.ofNullable(policy.topicSource(name));
    }
    return false;
  }

  @Override
  public String text() {
    return "named by " + choice.type() + " from '" + aliases.source() + "' " + choice.properties();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicyNaming that
        && choice.equals(that.choice)
        && aliases.equals(that.aliases);
  }

  @Override
  public int hashCode() {
    return choice.hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
