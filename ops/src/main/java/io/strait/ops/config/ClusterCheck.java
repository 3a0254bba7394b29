package io.strait.ops.config;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;

/**
 * Connects to every cluster with every credential and asks whether it may do what its links and
 * waves need.
 *
 * <p>Changes nothing. Not guaranteed: that a permission is still there a moment later, or that a
 * broker that was not asked agrees.
 */
public final class ClusterCheck {
  private ClusterCheck() {}

  /** All problems of all clusters; clusters are asked at the same time. */
  public static List<ConfigProblem> of(StraitConfig config) {
    List<CompletableFuture<List<ConfigProblem>>> asked = new ArrayList<>();
    config.clusters().entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<ClusterAlias, ClusterConfig> e) -> e.getKey().value()))
        .forEach(
            entry ->
                asked.add(
                    CompletableFuture.supplyAsync(
                        () -> cluster(config, entry.getKey(), entry.getValue()),
                        task -> new Thread(task, "config-check").start())));
    List<ConfigProblem> found =
        new ArrayList<>(asked.stream().flatMap(one -> one.join().stream()).toList());
    if (found.stream().noneMatch(ConfigProblem::isError)) {
      found.addAll(topics(config));
    }
    return found;
  }

  private static List<ConfigProblem> topics(StraitConfig config) {
    Problems problems = new Problems();
    TopicsCheck check = new TopicsCheck(config, problems);
    for (int i = 0; i < config.links().size(); i++) {
      check.run(i, config.links().get(i));
    }
    new OldBrokers(config).report(problems);
    return problems.all();
  }

  private static List<ConfigProblem> cluster(
      StraitConfig config, ClusterAlias alias, ClusterConfig cluster) {
    Problems problems = new Problems();
    String path = "clusters." + alias;
    if (!Reachability.check(path, cluster.copying().bootstrap(), problems)) {
      return problems.all();
    }
    boolean answers =
        credential(
            path + ".properties", cluster.copying(), Needs.ofCopying(config, alias), problems);
    if (answers) {
      cluster
          .cutover()
          .ifPresent(
              spec ->
                  credential(path + ".cutover", spec, Needs.ofCutover(config, alias), problems));
      Needs twin = Needs.ofTwin(config, alias);
      if (cluster.metadata().isPresent() || !twin.cluster().isEmpty()) {
        credential(path + "." + cluster.metadataKey(), cluster.forMetadata(), twin, problems);
      }
    }
    return problems.all();
  }

  /** Answers false when the cluster does not talk to us at all, whoever we are. */
  private static boolean credential(String path, ClusterSpec spec, Needs needs, Problems problems) {
    try (CredentialCheck check = new CredentialCheck(path, spec, problems)) {
      return check.run(needs);
    } catch (KafkaException e) {
      problems.error(
          path,
          0,
          "makes no usable Kafka client: " + rootOf(e).getMessage(),
          "Correct the property that this is about");
      return false;
    }
  }

  private static Throwable rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
