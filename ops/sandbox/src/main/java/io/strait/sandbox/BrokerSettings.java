package io.strait.sandbox;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of a node, computed and nothing else.
 *
 * <p>Sized for a laptop; everything that is not about size, addresses or security keeps Kafka's
 * default, so that what is learnt in the sandbox holds outside.
 */
final class BrokerSettings {
  private static final int MOST_REPLICAS = 3;

  /** A broker that was killed comes back only when its session is over. */
  private static final int ZOOKEEPER_SESSION_MS = 6_000;

  private BrokerSettings() {}

  static Map<String, String> of(ClusterBlueprint cluster, NodeBlueprint node) {
    if (cluster.zooKeeper() && !node.servesClients()) {
      return zooKeeper(node);
    }
    Map<String, String> settings = new TreeMap<>();
    if (cluster.zooKeeper()) {
      settings.put("broker.id", Integer.toString(node.id()));
      settings.put("zookeeper.connect", address(cluster.controller().controllerPort()));
      settings.put("zookeeper.session.timeout.ms", Integer.toString(ZOOKEEPER_SESSION_MS));
    } else {
      quorum(settings, cluster, node);
    }
    addresses(settings, cluster, node);
    size(settings);
    replication(settings, node, cluster.spec().brokers());
    cluster.tls().ifPresent(tls -> security(settings, cluster, tls));
    settings.putAll(cluster.spec().overrides());
    settings.putAll(cluster.spec().brokerOverrides().getOrDefault(node.id(), Map.of()));
    return settings;
  }

  private static Map<String, String> zooKeeper(NodeBlueprint node) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("dataDir", node.directory().toString());
    settings.put("clientPort", Integer.toString(node.controllerPort()));
    settings.put("clientPortAddress", NodeBlueprint.HOST);
    settings.put("admin.enableServer", "false");
    settings.put("maxClientCnxns", "0");
    // Sessions last at least twice and at most twenty times as long.
    settings.put("tickTime", Integer.toString(ZOOKEEPER_SESSION_MS / 6));
    return settings;
  }

  private static void quorum(
      Map<String, String> settings, ClusterBlueprint cluster, NodeBlueprint node) {
    settings.put("node.id", Integer.toString(node.id()));
    settings.put("process.roles", node.role().processRoles());
    settings.put(
        "controller.quorum.voters",
        cluster.controller().id() + "@" + address(cluster.controller().controllerPort()));
    settings.put("controller.listener.names", "CONTROLLER");
  }

  private static void addresses(
      Map<String, String> settings, ClusterBlueprint cluster, NodeBlueprint node) {
    settings.put("log.dirs", node.directory().toString());
    settings.put("listener.security.protocol.map", protocols(cluster.tls().isPresent()));
    settings.put("listeners", listeners(node));
    if (node.servesClients()) {
      settings.put("inter.broker.listener.name", "INTERNAL");
      settings.put(
          "advertised.listeners",
          "CLIENT://"
              + address(node.advertisedPort())
              + ",INTERNAL://"
              + address(node.internalPort()));
    }
  }

  private static String listeners(NodeBlueprint node) {
    String broker =
        "CLIENT://" + address(node.clientPort()) + ",INTERNAL://" + address(node.internalPort());
    String controller = "CONTROLLER://" + address(node.controllerPort());
    return switch (node.role()) {
      case BROKER -> broker;
      case CONTROLLER -> controller;
      case COMBINED -> broker + "," + controller;
    };
  }

  private static String protocols(boolean secured) {
    String protocol = secured ? "SASL_SSL" : "PLAINTEXT";
    return "CLIENT:" + protocol + ",INTERNAL:" + protocol + ",CONTROLLER:" + protocol;
  }

  private static String address(int port) {
    return NodeBlueprint.HOST + ":" + port;
  }

  private static void size(Map<String, String> settings) {
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "1");
    settings.put("log.cleaner.threads", "1");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.num.partitions", "4");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("auto.create.topics.enable", "false");
  }

  private static void replication(Map<String, String> settings, NodeBlueprint node, int brokers) {
    String replicas = Integer.toString(Math.min(brokers, MOST_REPLICAS));
    String inSync = brokers < MOST_REPLICAS ? "1" : "2";
    if (node.role() != NodeBlueprint.Role.BROKER) {
      // Controllers give new topics their replicas; brokers complain when they are told.
      settings.put("default.replication.factor", replicas);
    }
    settings.put("min.insync.replicas", inSync);
    settings.put("offsets.topic.replication.factor", replicas);
    settings.put("transaction.state.log.replication.factor", replicas);
    settings.put("transaction.state.log.min.isr", inSync);
    settings.put("share.coordinator.state.topic.replication.factor", replicas);
    settings.put("share.coordinator.state.topic.min.isr", inSync);
  }

  /**
   * Clients log in by SCRAM; brokers and controllers by PLAIN over TLS on listeners where theirs is
   * the only identity, because SCRAM credentials are themselves read from the controller.
   */
  private static void security(
      Map<String, String> settings, ClusterBlueprint cluster, TlsStores tls) {
    Credentials credentials = cluster.credentials();
    String mechanism = cluster.mechanism();
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put("sasl.mechanism.controller.protocol", "PLAIN");
    settings.put("listener.name.client.sasl.enabled.mechanisms", mechanism);
    settings.put(
        "listener.name.client." + mechanism.toLowerCase(Locale.ROOT) + ".sasl.jaas.config",
        credentials.clientListenerJaas(mechanism));
    for (String listener : new String[] {"internal", "controller"}) {
      String prefix = "listener.name." + listener + ".";
      settings.put(prefix + "sasl.enabled.mechanisms", "PLAIN");
      settings.put(prefix + "plain.sasl.jaas.config", credentials.brokerJaas());
    }
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.location", tls.keyStore().toString());
    settings.put("ssl.keystore.password", credentials.storePassword());
    settings.put("ssl.truststore.type", "PKCS12");
    settings.put("ssl.truststore.location", tls.trustStore().toString());
    settings.put("ssl.truststore.password", credentials.storePassword());
    settings.put(
        "authorizer.class.name",
        cluster.zooKeeper()
            ? "kafka.security.authorizer.AclAuthorizer"
            : "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("allow.everyone.if.no.acl.found", "false");
    settings.put("super.users", "User:" + Principals.ADMIN + ";User:" + Principals.BROKER);
  }
}
