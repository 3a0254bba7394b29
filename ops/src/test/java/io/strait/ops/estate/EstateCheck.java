package io.strait.ops.estate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;

/** Compares a target with its source; each sentence names one difference. */
final class EstateCheck {
  /** What every twin must have as its source has it, set or unset alike. */
  private static final Set<String> CONFIGS =
      Set.of(
          "retention.ms",
          "retention.bytes",
          "cleanup.policy",
          "segment.ms",
          "segment.bytes",
          "delete.retention.ms",
          "min.compaction.lag.ms",
          "max.message.bytes",
          "min.insync.replicas");

  private final Admin source;
  private final Admin target;
  private final List<String> wrong = new ArrayList<>();

  EstateCheck(Admin source, Admin target) {
    this.source = source;
    this.target = target;
  }

  List<String> wrong() {
    return wrong;
  }

  EstateCheck topics(Collection<String> topics) throws Exception {
    Set<String> there = target.listTopics().names().get();
    List<String> both = new ArrayList<>();
    for (String topic : topics) {
      if (there.contains(topic)) {
        both.add(topic);
      } else {
        wrong.add("topic " + topic + " is missing");
      }
    }
    Map<String, Integer> wanted = partitions(source, both);
    compare("partitions of ", wanted, partitions(target, both));
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    partitions(target, both)
        .forEach(
            (topic, count) -> {
              for (int i = 0; i < Math.min(count, wanted.get(topic)); i++) {
                ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
              }
            });
    compare("end of ", ends(source, ends), ends(target, ends));
    compare("config ", configs(source, both), configs(target, both));
    return this;
  }

  EstateCheck acls(Predicate<AclBinding> concerned) throws Exception {
    Set<AclBinding> wanted = acls(source, concerned);
    Set<AclBinding> found = acls(target, concerned);
    wanted.stream().filter(one -> !found.contains(one)).forEach(one -> wrong.add("no " + one));
    found.stream().filter(one -> !wanted.contains(one)).forEach(one -> wrong.add("extra " + one));
    return this;
  }

  EstateCheck quotas() throws Exception {
    compare("quota ", quotas(source), quotas(target));
    return this;
  }

  /** Positions are equal where the link keeps offsets equal. */
  EstateCheck groups(Collection<String> groups) throws Exception {
    for (String group : groups) {
      compare(
          "position of '" + group + "' in ", positions(source, group), positions(target, group));
    }
    return this;
  }

  private <K, V> void compare(String what, Map<K, V> wanted, Map<K, V> found) {
    wanted.forEach(
        (key, value) -> {
          if (!value.equals(found.get(key))) {
            wrong.add(what + key + " is " + found.get(key) + ", should be " + value);
          }
        });
    found.keySet().stream()
        .filter(key -> !wanted.containsKey(key))
        .forEach(key -> wrong.add(what + key + " should not be, is " + found.get(key)));
  }

  private static Map<String, Integer> partitions(Admin admin, Collection<String> topics)
      throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    admin
        .describeTopics(topics)
        .allTopicNames()
        .get()
        .forEach((topic, description) -> counts.put(topic, description.partitions().size()));
    return counts;
  }

  private static Map<TopicPartition, Long> ends(Admin admin, Map<TopicPartition, OffsetSpec> of)
      throws Exception {
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(of)
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static Map<String, String> configs(Admin admin, Collection<String> topics)
      throws Exception {
    List<ConfigResource> resources =
        topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<ConfigResource, Config> one :
        admin.describeConfigs(resources).all().get().entrySet()) {
      for (ConfigEntry entry : one.getValue().entries()) {
        if (CONFIGS.contains(entry.name())) {
          values.put(one.getKey().name() + " " + entry.name(), entry.value());
        }
      }
    }
    return values;
  }

  private static Set<AclBinding> acls(Admin admin, Predicate<AclBinding> concerned)
      throws Exception {
    Set<AclBinding> found = new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get());
    found.removeIf(concerned.negate());
    return found;
  }

  private static Map<ClientQuotaEntity, Map<String, Double>> quotas(Admin admin) throws Exception {
    return admin.describeClientQuotas(ClientQuotaFilter.all()).entities().get();
  }

  private static Map<TopicPartition, String> positions(Admin admin, String group) throws Exception {
    Map<TopicPartition, String> positions = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> found =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    found.forEach(
        (partition, position) -> {
          if (position != null) {
            positions.put(partition, position.offset() + " " + position.metadata());
          }
        });
    return positions;
  }
}
