package io.strait.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;

/** The part of an application's properties that says how to reach a cluster, and as whom. */
final class ClientProperties {
  private static final Set<String> REACHING =
      Set.of(
          CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
          CommonClientConfigs.CLIENT_DNS_LOOKUP_CONFIG,
          CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
          CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
          CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
          "security.providers");

  private ClientProperties() {}

  /** Only these: an application's fetch or batch settings are not meant for the route topics. */
  static Map<String, Object> reaching(Map<String, Object> properties) {
    Map<String, Object> kept = new LinkedHashMap<>();
    properties.forEach(
        (key, value) -> {
          if (REACHING.contains(key) || key.startsWith("sasl.") || key.startsWith("ssl.")) {
            kept.put(key, value);
          }
        });
    return kept;
  }
}
