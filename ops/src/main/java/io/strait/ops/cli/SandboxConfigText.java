package io.strait.ops.cli;

import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The {@code strait.yaml} of a sandbox, written for people to change. */
final class SandboxConfigText {
  private SandboxConfigText() {}

  /**
   * The daemon's door.
   *
   * @param port 0 for any
   * @param token name of the file that holds the operator's token
   */
  record Serve(int port, String token) {}

  /** A link from the first to the second cluster, and a wave when there is something to fence. */
  static String of(
      SandboxBoxes boxes, boolean secured, List<String> topics, List<String> groups, Serve serve) {
    StringBuilder text = new StringBuilder("version: 1\n\nclusters:\n");
    List<KafkaCluster> clusters = boxes.clusters();
    for (KafkaCluster cluster : clusters) {
      text.append(cluster(cluster, secured));
      if (boxes.registries().containsKey(cluster.alias())) {
        String url = boxes.registries().get(cluster.alias()).url();
        text.append("    registry: {url: '").append(url).append("', type: apicurio}\n");
      }
    }
    text.append(
        """

        links:
          - name: %s
            source: %s
            target: %s
            topics: %s
        """
            .formatted(
                linkName(clusters), clusters.get(0).alias(), clusters.get(1).alias(), topics));
    if (secured) {
      text.append(
          """

          # Topics, groups and principals that move together.
          waves:
            - name: first
              link: %s
              topics: %s
              groups: %s
              principals: ['User:%s']

          # Nobody can fence these.
          identities:
            superUsers: ['User:%s']
          """
              .formatted(linkName(clusters), topics, groups, Principals.APP, Principals.ADMIN));
    }
    return text
        + """

        serve:
          host: 127.0.0.1
          port: %d
          # Who may change running links: strait link flow, pause, resume.
          tokens:
            - role: operator
              token: '${file:credentials/%s}'
        """
            .formatted(serve.port(), serve.token());
  }

  private static String linkName(List<? extends KafkaCluster> clusters) {
    return clusters.get(0).alias() + "-" + clusters.get(1).alias();
  }

  private static String cluster(KafkaCluster cluster, boolean secured) {
    String head = "  " + cluster.alias() + ":\n    bootstrap: " + cluster.bootstrap() + "\n";
    if (!secured) {
      return head;
    }
    Map<String, String> copying = new TreeMap<>(cluster.clientProperties(Principals.STRAIT));
    Map<String, String> cutover =
        new TreeMap<>(cluster.clientProperties(Principals.STRAIT_CUTOVER));
    cutover.entrySet().removeIf(entry -> entry.getValue().equals(copying.get(entry.getKey())));
    return head
        + "    # Copies records.\n    properties:\n"
        + lines(copying, cluster.alias(), Principals.STRAIT)
        + "    # Fences and moves groups; what is not given here is as above.\n    cutover:\n"
        + lines(cutover, cluster.alias(), Principals.STRAIT_CUTOVER);
  }

  private static String lines(Map<String, String> properties, String alias, String principal) {
    return properties.entrySet().stream()
        .map(entry -> "      " + entry.getKey() + ": " + value(entry, alias, principal) + "\n")
        .collect(Collectors.joining());
  }

  /** Secrets stay in the credentials file. */
  private static String value(Map.Entry<String, String> entry, String alias, String principal) {
    if (entry.getKey().contains("jaas") || entry.getKey().contains("password")) {
      return "'${file:credentials/"
          + alias
          + "-"
          + principal
          + ".properties:"
          + entry.getKey()
          + "}'";
    }
    return "'" + entry.getValue() + "'";
  }
}
