package io.strait.replicator.wire;

import io.strait.replicator.cluster.ClusterSpec;
import java.nio.channels.SelectionKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.memory.MemoryPool;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.ChannelMetadataRegistry;
import org.apache.kafka.common.network.KafkaChannel;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Lets one selector speak to several clusters: the connection id starts with the cluster's alias,
 * and that cluster's own builder makes the channel (TLS, SASL, re-authentication).
 *
 * <p>Only fetch connections draw from the bounded pool. The answers that free its memory come over
 * the others; if those had to wait for memory too, a full pool would never empty.
 */
final class ChannelRouter implements ChannelBuilder {
  static final String FETCH_LANE = "fetch";
  private static final String SEPARATOR = "/";

  private final Map<String, ChannelBuilder> byAlias = new HashMap<>();

  ChannelRouter(List<ClusterSpec> clusters, Time time, LogContext log) {
    for (ClusterSpec cluster : clusters) {
      Map<String, Object> properties = new HashMap<>(cluster.properties());
      properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrap());
      byAlias.put(
          cluster.alias().value(),
          ClientUtils.createChannelBuilder(new AdminClientConfig(properties), time, log));
    }
  }

  static String connectionId(String alias, String node, String lane) {
    return alias + SEPARATOR + node + SEPARATOR + lane;
  }

  @Override
  public KafkaChannel buildChannel(
      String id,
      SelectionKey key,
      int maxReceiveSize,
      MemoryPool memoryPool,
      ChannelMetadataRegistry registry) {
    String alias = id.substring(0, id.indexOf(SEPARATOR));
    MemoryPool pool = id.contains(SEPARATOR + FETCH_LANE) ? memoryPool : MemoryPool.NONE;
    return byAlias.get(alias).buildChannel(id, key, maxReceiveSize, pool, registry);
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // The delegates were configured when they were made.
  }

  @Override
  public void close() {
    byAlias.values().forEach(ChannelBuilder::close);
  }
}
