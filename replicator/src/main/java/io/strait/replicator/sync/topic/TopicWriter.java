package io.strait.replicator.sync.topic;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Difference.Verb;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.sync.TopicFault;
import io.strait.replicator.sync.TopicObserver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Writes differences to the target, in batches; one that fails stops no other. */
final class TopicWriter {
  private static final int BATCH = 100;

  private final Cluster target;
  private Map<String, TopicFacts> made = Map.of();

  TopicWriter(Cluster target) {
    this.target = target;
  }

  /** One outcome for each, in their order. */
  List<Outcome> write(
      List<Difference> wanted, Map<String, TopicChange.Create> creations, Twins found) {
    Map<Difference, Optional<String>> results = new HashMap<>();
    made = Map.of();
    create(of(wanted, "", Verb.CREATE), creations, results);
    grow(of(wanted, TopicTwinDiff.PARTITIONS, Verb.CHANGE), results);
    configure(
        wanted.stream().filter(one -> one.field().startsWith(ConfigDiff.FIELD)).toList(), results);
    delete(of(wanted, "", Verb.DELETE), found, results);
    return wanted.stream()
        .map(
            one ->
                results
                    .getOrDefault(one, Optional.of("nothing is known about how to close it"))
                    .map(message -> Outcome.failed(one, message))
                    .orElseGet(() -> Outcome.done(one)))
        .toList();
  }

  /** The mirrors that the last call made, as far as the target told. */
  Map<String, TopicFacts> made() {
    return made;
  }

  private static List<Difference> of(List<Difference> all, String field, Verb verb) {
    return all.stream().filter(one -> one.field().equals(field) && one.verb() == verb).toList();
  }

  private static String mirror(Difference difference) {
    return difference.resource().substring(TopicTwinDiff.resource("").length());
  }

  private void create(
      List<Difference> wanted,
      Map<String, TopicChange.Create> creations,
      Map<Difference, Optional<String>> results) {
    Collection<TopicChange.Create> asked =
        wanted.stream().map(one -> creations.get(mirror(one))).filter(Objects::nonNull).toList();
    if (asked.isEmpty()) {
      return;
    }
    TopicObserver.Created created = new TopicObserver(target).createEach(asked);
    made = created.made();
    for (Difference one : wanted) {
      results.put(
          one, failure(created.failed().get(mirror(one)), one, "cannot be created", "CREATE"));
    }
  }

  private void grow(List<Difference> wanted, Map<Difference, Optional<String>> results) {
    for (List<Difference> batch : batches(wanted)) {
      Map<String, NewPartitions> asked = new HashMap<>();
      batch.forEach(
          one ->
              asked.put(
                  mirror(one),
                  NewPartitions.increaseTo(Integer.parseInt(one.wanted().orElseThrow()))));
      Map<String, KafkaFuture<Void>> answers = target.admin().createPartitions(asked).values();
      for (Difference one : batch) {
        ClusterException error = error("growing " + one.resource(), answers.get(mirror(one)));
        results.put(one, failure(error, one, "cannot get more partitions", "ALTER"));
      }
    }
  }

  private void configure(List<Difference> wanted, Map<Difference, Optional<String>> results) {
    Map<String, List<Difference>> byMirror = new LinkedHashMap<>();
    wanted.forEach(one -> byMirror.computeIfAbsent(mirror(one), key -> new ArrayList<>()).add(one));
    for (List<String> batch : batches(new ArrayList<>(byMirror.keySet()))) {
      Map<ConfigResource, Collection<AlterConfigOp>> asked = new HashMap<>();
      batch.forEach(
          name ->
              asked.put(
                  new ConfigResource(ConfigResource.Type.TOPIC, name),
                  byMirror.get(name).stream().map(TopicWriter::operation).toList()));
      Map<ConfigResource, KafkaFuture<Void>> answers =
          target.admin().incrementalAlterConfigs(asked).values();
      for (String name : batch) {
        ClusterException error =
            error(
                "configuring topic '" + name + "'",
                answers.get(new ConfigResource(ConfigResource.Type.TOPIC, name)));
        for (Difference one : byMirror.get(name)) {
          results.put(one, failure(error, one, "cannot be configured", "ALTER_CONFIGS"));
        }
      }
    }
  }

  private static AlterConfigOp operation(Difference difference) {
    String key = difference.field().substring(ConfigDiff.FIELD.length());
    return difference
        .wanted()
        .map(value -> new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))
        .orElseGet(
            () -> new AlterConfigOp(new ConfigEntry(key, null), AlterConfigOp.OpType.DELETE));
  }

  /** By id where there is one, so that no other topic of that name can be meant. */
  private void delete(
      List<Difference> wanted, Twins found, Map<Difference, Optional<String>> results) {
    for (Difference one : wanted) {
      TopicFacts mirror = found.mirrors().get(mirror(one));
      boolean named = mirror.id().equals(Uuid.ZERO_UUID);
      KafkaFuture<Void> answer =
          named
              ? target
                  .admin()
                  .deleteTopics(TopicCollection.ofTopicNames(List.of(mirror.name())))
                  .all()
              : target.admin().deleteTopics(TopicCollection.ofTopicIds(List.of(mirror.id()))).all();
      ClusterException error = error("deleting " + one.resource(), answer);
      boolean gone =
          error != null
              && (error.getCause() instanceof UnknownTopicIdException
                  || error.getCause() instanceof UnknownTopicOrPartitionException);
      results.put(
          one, gone ? Optional.empty() : failure(error, one, "cannot be deleted", "DELETE"));
    }
  }

  private ClusterException error(String doing, KafkaFuture<Void> answer) {
    try {
      target.await(doing, answer);
      return null;
    } catch (ClusterException e) {
      return e;
    }
  }

  private static Optional<String> failure(
      ClusterException error, Difference one, String what, String operation) {
    return Optional.ofNullable(error)
        .map(found -> one.resource() + " " + TopicFault.of(found, what, operation, mirror(one)));
  }

  private static <T> List<List<T>> batches(List<T> all) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
    }
    return batches;
  }
}
