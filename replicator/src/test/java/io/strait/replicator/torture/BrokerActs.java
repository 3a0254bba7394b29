package io.strait.replicator.torture;

import io.strait.sandbox.proxy.Direction;
import io.strait.sandbox.proxy.Faults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * What can be done to one cluster. One thread at a time; only what undoes an act may be another.
 */
final class BrokerActs {
  private static final int MOST_PARTITIONS = 6;
  private final Side side;
  private final List<Victim> victims;
  private final Random random;
  private final AtomicBoolean someoneAway = new AtomicBoolean();

  BrokerActs(Side side, List<Victim> victims, long seed) {
    this.side = side;
    this.victims = victims;
    this.random = new Random(seed);
  }

  /** A broker that is away for a while, and how to bring it back. */
  record Away(String what, int millis, Runnable back) {}

  Optional<Away> kill() {
    int broker = 1 + random.nextInt(3);
    int millis = random.nextInt(3_000);
    return away(
        "kill -9 broker " + broker,
        millis,
        () -> side.brokers().killBroker(broker),
        () -> side.brokers().startBroker(broker));
  }

  Optional<Away> freeze() {
    int broker = 1 + random.nextInt(3);
    int millis = 500 + random.nextInt(random.nextInt(3) == 0 ? 12_000 : 3_000);
    return away(
        "SIGSTOP broker " + broker,
        millis,
        () -> side.brokers().pauseBroker(broker),
        () -> side.brokers().resumeBroker(broker));
  }

  private Optional<Away> away(String what, int millis, Runnable go, Runnable back) {
    if (!someoneAway.compareAndSet(false, true)) {
      return Optional.empty();
    }
    go.run();
    return Optional.of(
        new Away(
            what + " of " + side.brokers().alias() + " for " + millis + " ms",
            millis,
            () -> {
              back.run();
              someoneAway.set(false);
            }));
  }

  /** Requests or answers get lost on every connection to a broker, again and again for a while. */
  Away cut() {
    int broker = 1 + random.nextInt(3);
    Direction direction = random.nextBoolean() ? Direction.TO_BROKER : Direction.TO_CLIENT;
    Faults faults = Faults.cutAfter(random.nextInt(50_000));
    side.brokers().proxy(broker).set(direction, faults);
    int millis = random.nextInt(1_500);
    return new Away(
        "connections cut " + direction + " " + broker + " of " + side.brokers().alias(),
        millis,
        () -> side.brokers().proxy(broker).set(Faults.NONE));
  }

  /** Whatever is under way to and from a broker is lost. */
  String reset() {
    int broker = 1 + random.nextInt(3);
    side.brokers().proxy(broker).resetConnections();
    return "connections of broker " + broker + " reset on " + side.brokers().alias();
  }

  /** A follower is frozen until it is out of sync, then the leader dies and it takes over. */
  Optional<Away> electUnclean(Victim victim) {
    int stale = 1 + random.nextInt(3);
    return away(
        "unclean: only stale broker " + stale + " stays",
        5_000 + random.nextInt(3_000),
        () -> side.brokers().pauseBroker(stale),
        () -> new UncleanElection(side, victim.topic(), stale).run());
  }

  String turnReplicas() {
    String topic = any();
    Map<TopicPartition, Optional<NewPartitionReassignment>> turned = new HashMap<>();
    for (TopicPartitionInfo info : side.describe(topic).partitions()) {
      if (random.nextBoolean()) {
        List<Integer> replicas = new ArrayList<>(info.replicas().stream().map(Node::id).toList());
        Collections.rotate(replicas, 1 + random.nextInt(2));
        turned.put(
            new TopicPartition(topic, info.partition()),
            Optional.of(new NewPartitionReassignment(replicas)));
      }
    }
    side.cluster()
        .await(
            "turning replicas", side.cluster().admin().alterPartitionReassignments(turned).all());
    return "replicas of " + topic + " turned on " + side.brokers().alias() + ", " + elect(topic);
  }

  String electPreferred() {
    return elect(any());
  }

  private String any() {
    return victims.get(random.nextInt(victims.size())).topic();
  }

  private String elect(String topic) {
    Set<TopicPartition> elected =
        side.cluster()
            .await(
                "electing",
                side.cluster()
                    .admin()
                    .electLeaders(ElectionType.PREFERRED, partitions(side.describe(topic)))
                    .partitions())
            .keySet();
    return "preferred leaders of "
        + elected.size()
        + " of "
        + topic
        + " elected on "
        + side.brokers().alias();
  }

  String deleteOrGrow(Victim victim) {
    String topic = victim.topic();
    TopicDescription now = side.describe(topic);
    int count = now.partitions().size();
    if (random.nextInt(4) == 0 && count < MOST_PARTITIONS) {
      side.cluster()
          .await(
              "growing " + topic,
              side.cluster()
                  .admin()
                  .createPartitions(Map.of(topic, NewPartitions.increaseTo(count + 1)))
                  .all());
      return "grown to " + (count + 1) + " partitions";
    }
    TopicPartition partition = new TopicPartition(topic, random.nextInt(count));
    long end =
        side.cluster()
            .await(
                "reading the end of " + partition,
                side.cluster()
                    .admin()
                    .listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition))
            .offset();
    long before = Math.max(0, end - (random.nextInt(3) == 0 ? 0 : random.nextInt(2_000)));
    side.cluster()
        .await(
            "deleting records",
            side.cluster()
                .admin()
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                .all());
    return "records of " + partition + " deleted before " + before + ", log end " + end;
  }

  private static Set<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(p -> new TopicPartition(topic.name(), p.partition()))
        .collect(Collectors.toSet());
  }
}
