package io.strait.ops.estate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Groups with positions at the start, in the middle and at the end of what there is. */
final class EstateGroups {
  private static final List<String> ODD =
      List.of("g", "with space", "slash/colon:", "ünï-cødé", "-dash", "a".repeat(200), "%41", "#");

  private final Admin admin;
  private final Random random;
  private final Set<String> names = new TreeSet<>();

  EstateGroups(Admin admin, long seed) {
    this.admin = admin;
    this.random = new Random(seed);
  }

  Set<String> names() {
    return names;
  }

  void create(int count, EstateTopics topics) throws Exception {
    for (int i = 0; names.size() < count; i++) {
      names.add(i < ODD.size() ? ODD.get(i) : "group-" + i);
    }
    for (String name : names) {
      commit(name, topics);
    }
  }

  /** A third moves, some of them backwards; one is new. */
  void storm(EstateTopics topics) throws Exception {
    for (String name : List.copyOf(names)) {
      if (random.nextInt(3) == 0) {
        commit(name, topics);
      }
    }
    String late = "late-" + names.size();
    names.add(late);
    commit(late, topics);
  }

  private void commit(String group, EstateTopics topics) throws Exception {
    List<String> all = new ArrayList<>(topics.names());
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      String topic = all.get(random.nextInt(all.size()));
      ends.put(
          new TopicPartition(topic, random.nextInt(topics.partitions(topic))), OffsetSpec.latest());
    }
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    for (var end : admin.listOffsets(ends).all().get().entrySet()) {
      long offset = end.getValue().offset();
      long position =
          switch (random.nextInt(3)) {
            case 0 -> offset;
            case 1 -> 0;
            default -> offset == 0 ? 0 : random.nextInt((int) offset);
          };
      positions.put(
          end.getKey(), new OffsetAndMetadata(position, Optional.empty(), "note " + position));
    }
    admin.alterConsumerGroupOffsets(group, positions).all().get();
  }
}
