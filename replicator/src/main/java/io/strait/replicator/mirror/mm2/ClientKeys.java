package io.strait.replicator.mirror.mm2;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Keys of kafka-clients as they occur behind a cluster's alias and a client's name. */
final class ClientKeys {
  /** Prefixes by which a file speaks to one kind of client. */
  static final List<String> ROLES = List.of("producer", "consumer", "admin");

  private static final Map<String, ConfigDef> DEFINITIONS =
      Map.of(
          "producer", ProducerConfig.configDef(),
          "consumer", ConsumerConfig.configDef(),
          "admin", AdminClientConfig.configDef());

  private static final Map<String, String> REASONS =
      Map.of(
          "isolation.level",
          "Strait copies committed records only (transactions: committed), or whole transactions"
              + " (faithful)",
          "auto.offset.reset",
          "a source that no longer holds what comes next is a finding (on.retentionOverrun), never"
              + " passed over",
          "compression.type",
          "batches pass as they are; records.codec of the link changes the codec");

  private ClientKeys() {}

  /**
   * Whether it says how to reach a cluster and who one is: these are all that MirrorMaker 2 takes
   * over from a cluster to its clients.
   */
  static boolean isAccess(String key) {
    return key.equals("bootstrap.servers")
        || key.equals("security.protocol")
        || key.startsWith("sasl.")
        || key.startsWith("ssl.");
  }

  static boolean isKnown(String key) {
    return DEFINITIONS.values().stream().anyMatch(definition -> definition.names().contains(key));
  }

  static boolean isKnown(String role, String key) {
    return DEFINITIONS.get(role).names().contains(key);
  }

  /** Whether its value must never be shown. */
  static boolean isSecret(String key) {
    return key.contains("password")
        || key.contains("secret")
        || key.contains("jaas")
        || key.endsWith("keystore.key")
        || DEFINITIONS.values().stream()
            .map(definition -> definition.configKeys().get(key))
            .anyMatch(known -> known != null && known.type == ConfigDef.Type.PASSWORD);
  }

  /** Why a client's setting is not needed. */
  static String reason(String key) {
    return Optional.ofNullable(REASONS.get(key))
        .orElse("Strait sizes and times its requests itself");
  }

  static Set<String> names() {
    Set<String> names = new HashSet<>();
    DEFINITIONS.values().forEach(definition -> names.addAll(definition.names()));
    return names;
  }
}
