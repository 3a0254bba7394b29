package io.strait.ops.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/** Reads kafka-clients properties: resolves secrets, refuses what kafka-clients would refuse. */
final class ClientProperties {
  private static final List<ConfigDef> DEFINITIONS =
      List.of(
          AdminClientConfig.configDef(), ProducerConfig.configDef(), ConsumerConfig.configDef());

  /** Strait decides these itself: correctness depends on them. */
  private static final Set<String> RESERVED =
      Set.of(
          "acks",
          "enable.idempotence",
          "transactional.id",
          "isolation.level",
          "key.serializer",
          "value.serializer",
          "key.deserializer",
          "value.deserializer",
          "group.id",
          "group.instance.id",
          "enable.auto.commit",
          "auto.offset.reset");

  /** Stands for a value whose reference was reported, so that nothing else is said about it. */
  static final String UNRESOLVED = "(unresolved reference)";

  private final Secrets secrets;
  private final Problems problems;

  ClientProperties(Secrets secrets, Problems problems) {
    this.secrets = secrets;
    this.problems = problems;
  }

  /** The properties with all secrets resolved; bad ones are recorded and left out. */
  Map<String, String> read(Section section) {
    Map<String, String> properties = new TreeMap<>();
    section
        .values()
        .forEach(
            (key, text) -> {
              warnIfLiteralSecret(key, text);
              Optional<String> value = secrets.resolve(text);
              if (value.isEmpty()) {
                properties.put(key, UNRESOLVED);
              } else if (isUsable(key, text, value.get())) {
                properties.put(key, value.get());
              }
            });
    return properties;
  }

  /** Whether a property's value must not be shown. */
  static boolean isSecret(String key) {
    return DEFINITIONS.stream()
            .map(definition -> definition.configKeys().get(key))
            .anyMatch(known -> known != null && known.type == ConfigDef.Type.PASSWORD)
        || key.contains("password")
        || key.contains("secret")
        || key.contains("jaas");
  }

  private boolean isUsable(String key, Text text, String value) {
    if (key.equals("bootstrap.servers")) {
      problems.error(
          text.path(),
          text.line(),
          "does not belong into properties",
          "Give it as 'bootstrap' of the cluster");
      return false;
    }
    if (RESERVED.contains(key)) {
      problems.error(
          text.path(), text.line(), "is decided by Strait and cannot be set", "Remove it");
      return false;
    }
    return isKnown(key, text) && isLegal(key, text, value);
  }

  private boolean isKnown(String key, Text text) {
    Set<String> known = new HashSet<>();
    DEFINITIONS.forEach(definition -> known.addAll(definition.names()));
    if (known.contains(key)) {
      return true;
    }
    Optional<String> near = Nearest.to(key, known);
    near.ifPresentOrElse(
        name ->
            problems.error(
                text.path(),
                text.line(),
                "is not a property of kafka-clients",
                "Did you mean '" + name + "'?"),
        () ->
            problems.warning(
                text.path(),
                text.line(),
                "is not a property of kafka-clients and is passed on as it is",
                "Remove it unless a plug-in of yours reads it"));
    return near.isEmpty();
  }

  private boolean isLegal(String key, Text text, String value) {
    Optional<String> complaint =
        DEFINITIONS.stream()
            .filter(definition -> definition.names().contains(key))
            .flatMap(definition -> definition.validate(Map.of(key, value)).stream())
            .filter(result -> result.name().equals(key))
            .map(ConfigValue::errorMessages)
            .flatMap(List::stream)
            .findFirst();
    complaint.ifPresent(
        message ->
            problems.error(
                text.path(),
                text.line(),
                isSecret(key) ? "has a value that kafka-clients refuses (hidden)" : message,
                "See the kafka-clients documentation of '" + key + "'"));
    return complaint.isEmpty();
  }

  private void warnIfLiteralSecret(String key, Text text) {
    boolean holdsSecret = !key.contains("jaas") || text.value().contains("password");
    if (isSecret(key) && holdsSecret && !Secrets.refersTo(text.value())) {
      problems.warning(
          text.path(),
          text.line(),
          "holds a secret in plain text",
          "Move it out: ${file:/path} or ${env:NAME}");
    }
  }

  /**
   * Checks a complete set of properties for what kafka-clients reports late and in words that do
   * not lead to the cause.
   */
  void checkSasl(Section section, Map<String, String> properties) {
    boolean sasl = properties.getOrDefault("security.protocol", "").startsWith("SASL");
    String jaas = properties.get("sasl.jaas.config");
    if (properties.containsValue(UNRESOLVED)) {
      return;
    }
    if (jaas != null && !jaas.strip().endsWith(";")) {
      problems.error(
          section.path() + ".sasl.jaas.config",
          section.line(),
          "does not end with ';' (value hidden)",
          "Put a ';' behind the last option");
    }
    if (jaas != null && !sasl) {
      problems.error(
          section.path(),
          section.line(),
          "has sasl.jaas.config but security.protocol is '"
              + properties.getOrDefault("security.protocol", "PLAINTEXT")
              + "', so no credential would be sent",
          "Set security.protocol to SASL_SSL or SASL_PLAINTEXT");
    }
    if (sasl && jaas == null) {
      problems.error(
          section.path(),
          section.line(),
          "has security.protocol "
              + properties.get("security.protocol")
              + " but no sasl.jaas.config",
          "Add sasl.jaas.config with the login module and its credential");
    }
  }
}
