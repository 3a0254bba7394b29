package io.strait.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything decided about a cluster before its first node starts.
 *
 * @param release empty for the release that is on this JVM's own class path
 * @param tls empty for a plain cluster
 * @param nodes a controller of its own first, if there is one, then the brokers by id
 */
record ClusterBlueprint(
    SandboxSpec spec,
    Optional<KafkaRelease> release,
    String clusterId,
    Credentials credentials,
    Optional<TlsStores> tls,
    List<NodeBlueprint> nodes) {

  /**
   * One broker is its own controller. Several brokers get a controller beside them, so that any
   * broker can be stopped or killed while the others still elect leaders. With ZooKeeper, node 0 is
   * that.
   *
   * @param ports {@link NodeBlueprint#PORTS} for each node
   */
  static List<NodeBlueprint> nodes(
      SandboxSpec spec, Optional<KafkaRelease> release, Path directory, List<Integer> ports) {
    List<NodeBlueprint> nodes = new ArrayList<>();
    boolean alone = alone(spec, release);
    for (int id = alone ? 1 : 0; id <= spec.brokers(); id++) {
      int at = nodes.size() * NodeBlueprint.PORTS;
      nodes.add(
          new NodeBlueprint(
              id,
              role(id, alone),
              directory.resolve("node-" + id),
              ports.get(at),
              spec.proxies() ? ports.get(at + 3) : ports.get(at),
              ports.get(at + 1),
              ports.get(at + 2)));
    }
    return nodes;
  }

  static int portsNeeded(SandboxSpec spec, Optional<KafkaRelease> release) {
    int nodes = alone(spec, release) ? 1 : spec.brokers() + 1;
    return nodes * NodeBlueprint.PORTS;
  }

  private static boolean alone(SandboxSpec spec, Optional<KafkaRelease> release) {
    return spec.brokers() == 1 && !release.map(KafkaRelease::zooKeeper).orElse(false);
  }

  /** Cluster metadata is in ZooKeeper, which is node 0. */
  boolean zooKeeper() {
    return release.map(KafkaRelease::zooKeeper).orElse(false);
  }

  /** How clients log in where they must. */
  String mechanism() {
    return release.map(KafkaRelease::mechanism).orElse(Credentials.SCRAM);
  }

  private static NodeBlueprint.Role role(int id, boolean alone) {
    if (alone) {
      return NodeBlueprint.Role.COMBINED;
    }
    return id == 0 ? NodeBlueprint.Role.CONTROLLER : NodeBlueprint.Role.BROKER;
  }

  NodeBlueprint controller() {
    return nodes.get(0);
  }

  List<NodeBlueprint> brokers() {
    return nodes.stream().filter(NodeBlueprint::servesClients).toList();
  }

  String bootstrap() {
    return brokers().stream()
        .map(node -> NodeBlueprint.HOST + ":" + node.advertisedPort())
        .collect(Collectors.joining(","));
  }

  String insideBootstrap() {
    return brokers().stream()
        .map(node -> NodeBlueprint.HOST + ":" + node.internalPort())
        .collect(Collectors.joining(","));
  }

  Map<String, String> clientProperties(String principal) {
    String jaas = credentials.clientJaas(principal, mechanism());
    return tls.map(stores -> secured(stores, mechanism(), jaas))
        .orElseGet(() -> Map.of("security.protocol", "PLAINTEXT"));
  }

  /** For the listeners that {@link #insideBootstrap} names; a super user when secured. */
  Map<String, String> insideProperties() {
    return tls.map(stores -> secured(stores, Credentials.PLAIN, credentials.brokerJaas()))
        .orElseGet(() -> Map.of("security.protocol", "PLAINTEXT"));
  }

  private Map<String, String> secured(TlsStores stores, String mechanism, String jaas) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("security.protocol", "SASL_SSL");
    properties.put("sasl.mechanism", mechanism);
    properties.put("sasl.jaas.config", jaas);
    properties.put("ssl.truststore.type", "PKCS12");
    properties.put("ssl.truststore.location", stores.trustStore().toString());
    properties.put("ssl.truststore.password", credentials.storePassword());
    return properties;
  }
}
