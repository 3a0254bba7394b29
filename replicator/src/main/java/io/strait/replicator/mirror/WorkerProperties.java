package io.strait.replicator.mirror;

import io.strait.replicator.cluster.ClusterSpec;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of an embedded worker. Holds the home cluster's secrets: never print it. */
final class WorkerProperties {
  private static final String NAME = "strait.connect";
  private static final int REPLICAS = 3;
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  private WorkerProperties() {}

  static Map<String, String> of(ClusterSpec home, int brokers, WorkerSettings settings) {
    String replicas = Integer.toString(Math.max(1, Math.min(REPLICAS, brokers)));
    Map<String, String> all = new TreeMap<>(home.properties());
    for (String client : new String[] {"producer.", "consumer.", "admin."}) {
      home.properties().forEach((key, value) -> all.put(client + key, value));
    }
    all.put("bootstrap.servers", home.bootstrap());
    all.put("group.id", NAME);
    all.put("client.id", "strait-connect");
    for (String topic : new String[] {"config", "offset", "status"}) {
      all.put(topic + ".storage.topic", NAME + "." + topic);
      all.put(topic + ".storage.replication.factor", replicas);
    }
    all.put("offset.storage.partitions", "1");
    all.put("status.storage.partitions", "1");
    all.put("listeners", "http://" + settings.host() + ":" + settings.port());
    all.put("rest.advertised.host.name", settings.host());
    // Connectors name themselves; a scan of the class path takes seconds and memory.
    all.put("plugin.discovery", "service_load");
    all.put("key.converter", BYTES);
    all.put("value.converter", BYTES);
    // A slot that moves costs a resume, no more, so it need not be waited for.
    all.put("scheduled.rebalance.max.delay.ms", "2000");
    all.put("session.timeout.ms", "6000");
    all.put("heartbeat.interval.ms", "1500");
    all.put("task.shutdown.graceful.timeout.ms", "20000");
    return all;
  }
}
