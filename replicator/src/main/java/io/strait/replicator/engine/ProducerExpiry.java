package io.strait.replicator.engine;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For how long a cluster's brokers remember a producer that writes nothing. */
final class ProducerExpiry {
  private static final Logger log = LoggerFactory.getLogger(ProducerExpiry.class);
  private static final Duration DEFAULT = Duration.ofDays(1);
  private static final String CONFIG = "producer.id.expiration.ms";

  private ProducerExpiry() {}

  /** As one broker has it configured; the brokers' default if it does not tell us. */
  static Duration of(Cluster target) {
    try {
      int node =
          target
              .await("listing brokers", target.admin().describeCluster().nodes())
              .iterator()
              .next()
              .id();
      ConfigResource broker =
          new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(node));
      Config config =
          target
              .await(
                  "reading broker configuration",
                  target.admin().describeConfigs(List.of(broker)).all())
              .get(broker);
      ConfigEntry entry = config.get(CONFIG);
      return entry == null || entry.value() == null
          ? DEFAULT
          : Duration.ofMillis(Long.parseLong(entry.value()));
    } catch (ClusterException e) {
      log.atInfo()
          .addKeyValue("cluster", target.alias())
          .addKeyValue("why", e.getMessage())
          .log("Producer expiry of the target not readable, one day assumed");
      return DEFAULT;
    }
  }
}
