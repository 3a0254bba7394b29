package io.strait.replicator.mirror;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * A Strait link as a Kafka Connect source connector.
 *
 * <p>It has {@code tasks.max} tasks, always: each is a slot of the link, and the slots agree among
 * themselves who copies which partition. So a task's configuration never changes, and neither new
 * partitions nor new workers make Connect restart what runs. The engine writes to the target
 * itself; Connect's own producer and offsets are not used.
 */
public final class StraitSourceConnector extends SourceConnector {
  /** Number of the slot in a task's configuration. */
  static final String SLOT = "strait.slot";

  /** How many slots there are, in a task's configuration. */
  static final String SLOTS = "strait.slots";

  private Map<String, String> properties = Map.of();

  /** For Connect. */
  public StraitSourceConnector() {}

  @Override
  public String version() {
    return PluginVersion.text();
  }

  @Override
  public void start(Map<String, String> props) {
    PluginVersion.requireMatchingWorker();
    if (LinkKeys.BY_CONFIG.equals(definedBy(props))) {
      try {
        new LinkConfig(props).definition();
      } catch (IllegalArgumentException e) {
        throw new ConnectException("the connector's configuration: " + e.getMessage(), e);
      }
    }
    properties = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return StraitSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    List<Map<String, String>> configs = new ArrayList<>();
    for (int slot = 0; slot < maxTasks; slot++) {
      // The keys are passed on under their own names: then Connect stores references to secrets
      // as references.
      Map<String, String> config = new HashMap<>(properties);
      config.put(SLOT, Integer.toString(slot));
      config.put(SLOTS, Integer.toString(maxTasks));
      configs.add(config);
    }
    return configs;
  }

  @Override
  public void stop() {
    properties = Map.of();
  }

  @Override
  public ConfigDef config() {
    return LinkKeys.definition();
  }

  /** Checks each key by itself and, if all are well, that they fit together. */
  @Override
  public Config validate(Map<String, String> props) {
    if (LinkKeys.BY_PROCESS.equals(definedBy(props))) {
      return new Config(ownKeys(props));
    }
    Config config = super.validate(props);
    if (config.configValues().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      complain(config, props);
    }
    return config;
  }

  private static List<ConfigValue> ownKeys(Map<String, String> props) {
    return LinkKeys.definition().validate(props).stream()
        .filter(
            value -> value.name().equals(LinkKeys.LINK) || value.name().equals(LinkKeys.DEFINED_BY))
        .toList();
  }

  private static void complain(Config config, Map<String, String> props) {
    try {
      new LinkConfig(props).definition();
    } catch (ConfigException e) {
      value(config, LinkKeys.LINK).addErrorMessage(e.getMessage());
    } catch (IllegalArgumentException e) {
      String key = e.getMessage().contains("slot") ? LinkKeys.SLOT_SILENCE : LinkKeys.TARGET_ALIAS;
      value(config, e.getMessage().contains("topic") ? LinkKeys.TOPICS : key)
          .addErrorMessage(e.getMessage());
    }
  }

  private static ConfigValue value(Config config, String key) {
    return config.configValues().stream()
        .filter(value -> value.name().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static String definedBy(Map<String, String> props) {
    return props.getOrDefault(LinkKeys.DEFINED_BY, LinkKeys.BY_CONFIG);
  }
}
