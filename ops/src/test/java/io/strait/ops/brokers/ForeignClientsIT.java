package io.strait.ops.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.strait.ops.ConfigFiles;
import io.strait.ops.ServeProcess;
import io.strait.ops.TopicContent;
import io.strait.ops.TwoClusters;
import io.strait.ops.brokers.ForeignClient.Place;
import io.strait.sandbox.KafkaCluster;
import io.strait.sandbox.Principals;
import io.strait.sandbox.SandboxCluster;
import io.strait.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that others wrote, on both sides of a link and of a switch. One that is not here is left
 * out, and that is said, unless {@code -Dstrait.foreign.clients} demands it by name.
 */
@Timeout(200)
class ForeignClientsIT {
  private static final Pattern PASSWORD = Pattern.compile("password=\"([^\"]+)\"");
  private static final String PLAIN_PASSWORD = "kcat-speaks-plain";

  @TempDir private static Path folder;
  private static final Map<String, ForeignClient> CLIENTS = new TreeMap<>();
  private static final Map<String, String> ABSENT = new TreeMap<>();
  private static TwoClusters clusters;
  private static Path config;
  private static ServeProcess serve;

  @BeforeAll
  static void start() throws Exception {
    CompletableFuture<KafkaCluster> east = CompletableFuture.supplyAsync(() -> cluster("east"));
    CompletableFuture<KafkaCluster> west = CompletableFuture.supplyAsync(() -> cluster("west"));
    find();
    clusters = new TwoClusters(east.join(), west.join());
    for (String client : List.of("kcat", "kafkajs")) {
      clusters.createTopic("by-" + client, 1, List.of("read-by-" + client));
    }
    config =
        ConfigFiles.write(
            folder,
            clusters,
            """
            links: [{name: all, source: east, target: west, topics: [by-kcat, by-kafkajs]}]
            waves:
              - name: all
                link: all
                topics: [by-kcat, by-kafkajs]
                groups: [read-by-kcat, read-by-kafkajs]
                principals: ['User:app']
            identities: {superUsers: ['User:admin']}
            """);
    serve = ServeProcess.start(config);
  }

  /** As any secured one, and PLAIN beside SCRAM for clients. */
  private static KafkaCluster cluster(String alias) {
    return SandboxCluster.start(
        SandboxSpec.secured(alias, folder)
            .withSetting("listener.name.client.sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN")
            .withSetting(
                "listener.name.client.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_app=\""
                    + PLAIN_PASSWORD
                    + "\";"));
  }

  private static void find() throws Exception {
    Path forKcat = Files.createDirectory(folder.resolve("kcat"));
    Path forJs = Files.createDirectory(folder.resolve("kafkajs"));
    if (Kcat.exists()) {
      CLIENTS.put("kcat", new Kcat(forKcat));
    } else {
      ABSENT.put("kcat", "kcat is not installed");
    }
    Optional<String> absence = KafkaJs.absence(forJs);
    if (absence.isEmpty()) {
      CLIENTS.put("kafkajs", new KafkaJs(forJs));
    } else {
      ABSENT.put("kafkajs", absence.get());
    }
    List<String> demanded = List.of(System.getProperty("strait.foreign.clients", "").split(","));
    ABSENT.forEach(
        (client, why) -> {
          if (demanded.contains(client)) {
            fail(client + " is demanded by -Dstrait.foreign.clients, but " + why);
          }
        });
  }

  @AfterAll
  static void stop() {
    if (serve != null) {
      serve.close();
    }
    if (clusters != null) {
      clusters.close();
    }
  }

  @Test
  void shouldProduceAndConsumeOnBothSidesOfALinkAndGoOnWhereTheyWereAfterASwitch() {
    if (CLIENTS.isEmpty()) {
      abort("left out: " + ABSENT);
    }
    each(client -> client::produceOn).forEach(one -> one.act(clusters.east(), 0, 60));
    each(client -> client::awaitMirrored).forEach(one -> one.act(clusters.west(), 0, 60));
    each(client -> client::consumeOn).forEach(one -> one.act(clusters.east(), 0, 25));

    Ran moved =
        Ran.strait(
            "runbook",
            "run",
            Path.of("..", "runbooks", "cutover.md").toString(),
            "--var",
            "config=" + config,
            "--var",
            "wave=all",
            "--var",
            "link=all");

    assertThat(moved.text()).contains("every command ended as it should");
    each(client -> client::consumeOn).forEach(one -> one.act(clusters.west(), 25, 40));
    each(client -> client::beRefusedOn).forEach(one -> one.act(clusters.east(), 0, 1));
    each(client -> client::produceOn).forEach(one -> one.act(clusters.west(), 60, 90));
    each(client -> client::consumeOn).forEach(one -> one.act(clusters.west(), 40, 90));
    each(client -> client::awaitMirrored).forEach(one -> one.act(clusters.east(), 0, 90));
    if (!ABSENT.isEmpty()) {
      abort("passed with " + CLIENTS.keySet() + ", and without " + ABSENT);
    }
  }

  private interface Act {
    void act(KafkaCluster cluster, int from, int to);
  }

  private static List<Act> each(Function<Acts, Act> act) {
    return CLIENTS.values().stream().map(Acts::new).map(act).toList();
  }

  /** What one client does with its topic; its records are numbered. */
  private record Acts(ForeignClient client) {
    String topic() {
      return "by-" + client.name();
    }

    void produceOn(KafkaCluster cluster, int from, int to) {
      client.produce(place(cluster), topic(), numbers(from, to));
    }

    void consumeOn(KafkaCluster cluster, int from, int to) {
      assertThat(client.consume(place(cluster), topic(), "read-by-" + client.name(), to - from))
          .as("%s on %s", client.name(), cluster)
          .isEqualTo(numbers(from, to));
    }

    void awaitMirrored(KafkaCluster cluster, int from, int to) {
      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(
              () ->
                  assertThat(TopicContent.of(cluster, topic(), 1).get(0))
                      .isEqualTo(numbers(from, to)));
    }

    void beRefusedOn(KafkaCluster cluster, int from, int to) {
      assertThatThrownBy(() -> produceOn(cluster, from, to))
          .isInstanceOf(ForeignClient.Refused.class)
          .hasMessageMatching("(?is).*(not authorized|authorization failed).*");
    }

    private Place place(KafkaCluster cluster) {
      if (client instanceof Kcat) {
        return new Place(cluster.bootstrap(), Principals.APP, PLAIN_PASSWORD);
      }
      Matcher jaas =
          PASSWORD.matcher(cluster.clientProperties(Principals.APP).get("sasl.jaas.config"));
      assertThat(jaas.find()).isTrue();
      return new Place(cluster.bootstrap(), Principals.APP, jaas.group(1));
    }

    private static List<String> numbers(int from, int to) {
      return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
  }
}
