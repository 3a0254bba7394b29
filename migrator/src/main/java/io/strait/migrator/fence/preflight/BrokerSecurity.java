package io.strait.migrator.fence.preflight;

import io.strait.replicator.cluster.Cluster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What the brokers' configuration reveals about security beyond ACLs. Brokers treat settings of
 * their authorizer as secret and often show only that they exist.
 *
 * @param superUsers those revealed
 * @param superUsersHidden whether some broker has super users that it does not reveal
 * @param allowEveryone what some broker reveals about {@code allow.everyone.if.no.acl.found}
 */
record BrokerSecurity(Set<String> superUsers, boolean superUsersHidden, Everyone allowEveryone) {
  private static final String SUPER_USERS = "super.users";
  private static final String ALLOW_EVERYONE = "allow.everyone.if.no.acl.found";

  /** What is known about {@code allow.everyone.if.no.acl.found}. */
  enum Everyone {
    YES,
    NO,
    HIDDEN
  }

  static BrokerSecurity read(Cluster cluster) {
    Collection<Node> nodes =
        cluster.await("listing brokers", cluster.admin().describeCluster().nodes());
    List<ConfigResource> brokers =
        nodes.stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    Collection<Config> configs =
        cluster
            .await("reading broker settings", cluster.admin().describeConfigs(brokers).all())
            .values();
    return of(configs);
  }

  static BrokerSecurity of(Collection<Config> configs) {
    Set<String> superUsers = new TreeSet<>();
    boolean hidden = false;
    List<Everyone> everyone = new ArrayList<>();
    for (Config config : configs) {
      ConfigEntry users = config.get(SUPER_USERS);
      if (users != null && users.value() == null) {
        hidden = true;
      } else if (users != null) {
        Arrays.stream(users.value().split(";")).map(String::strip).forEach(superUsers::add);
      }
      everyone.add(everyone(config.get(ALLOW_EVERYONE)));
    }
    superUsers.remove("");
    Everyone worst =
        everyone.contains(Everyone.YES)
            ? Everyone.YES
            : everyone.contains(Everyone.HIDDEN) ? Everyone.HIDDEN : Everyone.NO;
    return new BrokerSecurity(superUsers, hidden, worst);
  }

  private static Everyone everyone(ConfigEntry entry) {
    if (entry == null) {
      return Everyone.NO;
    }
    if (entry.value() == null) {
      return Everyone.HIDDEN;
    }
    return Boolean.parseBoolean(entry.value().strip()) ? Everyone.YES : Everyone.NO;
  }
}
