package io.strait.ops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.plan.Wave;
import io.strait.migrator.run.Identities;
import io.strait.ops.TwoClusters;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterCheckIT {
  private static final ClusterAlias EAST = new ClusterAlias("east");
  private static final ClusterAlias WEST = new ClusterAlias("west");

  private static final String MARKERS =
      "may not write offset markers (neither CLUSTER_ACTION nor ALTER on the cluster), so links [l]"
          + " map the offsets of partitions that hold transactions or compacted records. Grant"
          + " CLUSTER_ACTION if offsets must be equal there too; plain topics do not need it";

  @TempDir private static Path folder;
  private static TwoClusters clusters;

  @BeforeAll
  static void start() {
    clusters = TwoClusters.start(folder);
    clusters.createTopic("orders", 1, List.of("billing"));
  }

  @AfterAll
  static void stop() {
    clusters.close();
  }

  @Test
  void shouldFindNothingWhenEverythingIsAllowed() {
    assertThat(complaints(config(Map.of(), "orders"))).isEmpty();
  }

  @Test
  void shouldHintAtMarkersUntilTheyAreAllowed() {
    StraitConfig config = config(Map.of(), "orders");

    assertThat(hints(config))
        .containsExactly(
            "hint: clusters.east.properties: " + MARKERS,
            "hint: clusters.west.properties: " + MARKERS);
    clusters.west().grantMarkers();
    assertThat(hints(config)).containsExactly("hint: clusters.east.properties: " + MARKERS);
  }

  @Test
  void shouldNameBothCountsWhenPartitionsDiffer() {
    clusters.createTopic("grown", 3, List.of());
    clusters.createTopic("shrunk", 1, List.of());
    try (Cluster west = TwoClusters.admin(clusters.west())) {
      west.await(
          "creating mirrors",
          west.admin()
              .createTopics(
                  List.of(
                      new NewTopic("grown", 2, (short) 1), new NewTopic("shrunk", 2, (short) 1)))
              .all());
    }

    assertThat(hints(config(Map.of(), "grown")))
        .contains(
            "hint: links[0].topics: of link 'l': topic 'grown' has 2 partitions on 'west' and 3 on"
                + " 'east'. The link adds the missing ones by itself");
    assertThat(complaints(config(Map.of(), "shrunk")))
        .containsExactly(
            "error: links[0].topics: of link 'l': topic 'shrunk' has 2 partitions on the target but 1"
                + " on the source; a mirror must have as many as its source. Re-create the mirror"
                + " topic, or take it out of the link");
  }

  @Test
  void shouldSayThatTheCredentialIsRefusedWhenThePasswordIsWrong() {
    Map<String, String> wrong = new HashMap<>();
    wrong.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required"
            + " username=\"strait\" password=\"wr0ng\";");

    List<String> complaints = complaints(config(wrong, "orders"));

    assertThat(complaints)
        .hasSize(1)
        .allMatch(
            line ->
                line.startsWith(
                    "error: clusters.east.properties: is refused by the cluster: wrong user, password or mechanism"))
        .noneMatch(line -> line.contains("wr0ng"));
  }

  @Test
  void shouldNameTheFileWhenTheTrustStoreIsMissing() {
    assertThat(complaints(config(Map.of("ssl.truststore.location", "/no/such.p12"), "orders")))
        .containsExactly(
            "error: clusters.east.properties: makes no usable Kafka client: /no/such.p12."
                + " Correct the property that this is about");
  }

  @Test
  void shouldPointAtTheProtocolWhenTheListenerSpeaksTls() {
    Map<String, String> plain =
        Map.of("security.protocol", "SASL_PLAINTEXT", "default.api.timeout.ms", "3000");

    assertThat(complaints(config(plain, "orders")))
        .anyMatch(
            line ->
                line.startsWith(
                        "error: clusters.east.properties: reaches the cluster's port but gets no answer")
                    && line.contains("security.protocol"));
  }

  @Test
  void shouldNameTheTopicWhenItDoesNotExist() {
    assertThat(complaints(config(Map.of(), "ordres")))
        .containsExactly(
            "error: clusters.east.properties: finds no topic 'ordres' (or may not DESCRIBE it)."
                + " Create it, allow DESCRIBE on it, or take it out of the link");
  }

  @Test
  void shouldNameEveryMissingPermissionWhenAnotherPrincipalIsUsed() {
    ClusterConfig east = cluster(clusters.east(), Principals.APP, Principals.STRAIT, Map.of());
    ClusterConfig west =
        cluster(clusters.west(), Principals.APP, Principals.STRAIT_CUTOVER, Map.of());

    List<String> complaints = complaints(config(east, west, "orders"));

    assertThat(complaints)
        .anyMatch(
            line ->
                line.startsWith(
                    "error: clusters.east.properties: has no permission to [DESCRIBE_CONFIGS] on topic 'orders'"))
        .anyMatch(
            line ->
                line.startsWith(
                    "error: clusters.east.cutover: has no permission to [ALTER] on the cluster"))
        .anyMatch(
            line ->
                line.startsWith(
                    "error: clusters.west.properties: has no permission to CREATE on topic 'orders', which does not exist yet"));
  }

  @Test
  void shouldNameTheOperationWhenOneIsDenied() {
    AclBinding deny =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, "orders", PatternType.LITERAL),
            new AccessControlEntry("User:strait", "*", AclOperation.READ, AclPermissionType.DENY));
    try (Cluster east = TwoClusters.admin(clusters.east())) {
      east.await("denying", east.admin().createAcls(List.of(deny)).all());
      assertThat(complaints(config(Map.of(), "orders")))
          .anyMatch(line -> line.contains("has no permission to [READ] on topic 'orders'"));
      east.await("allowing", east.admin().deleteAcls(List.of(deny.toFilter())).all());
    }
  }

  @Test
  void shouldNameWhatKeepingATwinNeeds() {
    StraitConfig plain = config(Map.of(), "orders");
    LinkSettings keeping =
        new ConfigText(
                """
                version: 1
                clusters: {east: {bootstrap: "e:1"}, west: {bootstrap: "w:1"}}
                links:
                  - {name: l, source: east, target: west, topics: [t], twin: {keep: [acls, quotas]}}
                """)
            .parse()
            .settings(new LinkName("l"));
    StraitConfig config =
        new StraitConfig(
            plain.clusters(),
            plain.links(),
            Map.of(new LinkName("l"), keeping),
            plain.waves(),
            plain.identities(),
            plain.serve(),
            List.of());

    assertThat(complaints(config))
        .containsExactly(
            "error: clusters.west.cutover: has no permission to [ALTER_CONFIGS] on the cluster."
                + " Grant it to the principal of this credential");
  }

  private static List<String> complaints(StraitConfig config) {
    return ClusterCheck.of(config).stream()
        .filter(ConfigProblem::isError)
        .map(ConfigProblem::toString)
        .toList();
  }

  private static List<String> hints(StraitConfig config) {
    return ClusterCheck.of(config).stream()
        .filter(problem -> problem.severity() == ConfigProblem.Severity.HINT)
        .map(ConfigProblem::toString)
        .toList();
  }

  private static StraitConfig config(Map<String, String> eastOverlay, String topic) {
    return config(
        cluster(clusters.east(), Principals.STRAIT, Principals.STRAIT_CUTOVER, eastOverlay),
        cluster(clusters.west(), Principals.STRAIT, Principals.STRAIT_CUTOVER, Map.of()),
        topic);
  }

  private static StraitConfig config(ClusterConfig east, ClusterConfig west, String topic) {
    Link link = new Link(new LinkName("l"), EAST, WEST, List.of(TopicMapping.same(topic)));
    Wave wave = Wave.of("w", link, List.of("billing"), List.of("User:app"));
    Identities identities = new Identities("User:strait", "User:strait-cutover", List.of());
    return new StraitConfig(
        Map.of(EAST, east, WEST, west),
        List.of(link),
        Map.of(),
        List.of(wave),
        identities,
        ServeConfig.DEFAULT,
        List.of());
  }

  private static ClusterConfig cluster(
      KafkaCluster cluster, String copying, String cutover, Map<String, String> overlay) {
    ClusterSpec spec = TwoClusters.spec(cluster, copying).with(overlay);
    return new ClusterConfig(spec, Optional.of(TwoClusters.spec(cluster, cutover)));
  }
}
