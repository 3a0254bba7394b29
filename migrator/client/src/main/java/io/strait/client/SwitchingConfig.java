package io.strait.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;

/**
 * The configuration of a switching client, read from the properties an application already has.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code strait.wave}</td><td>the wave to follow; required</td></tr>
 * <tr><td>{@code strait.clusters}</td><td>the two cluster aliases, separated by a comma; required
 * </td></tr>
 * <tr><td>{@code strait.<alias>.<kafka property>}</td><td>a property for that cluster only, which
 * wins over the common one; {@code bootstrap.servers} is required for each</td></tr>
 * <tr><td>{@code strait.instance}</td><td>the name under which this application acknowledges;
 * default: {@code client.id}, else {@code app}. Each client object adds its role and a random part,
 * so that two clients of one name never acknowledge for each other</td></tr>
 * <tr><td>{@code strait.route.timeout.ms}</td><td>how long a client waits for its first route;
 * default 30000, at least 1</td></tr>
 * <tr><td>any other key</td><td>a kafka-clients property, for both clusters</td></tr>
 * </table>
 *
 * <p>Immutable. Neither {@code toString} nor any error shows the value of a kafka property.
 */
public final class SwitchingConfig {
  /** The wave to follow. */
  public static final String WAVE = "strait.wave";

  /** The two cluster aliases. */
  public static final String CLUSTERS = "strait.clusters";

  /** The name under which the application acknowledges. */
  public static final String INSTANCE = "strait.instance";

  /** How long a client waits for its first route, in milliseconds. */
  public static final String ROUTE_TIMEOUT_MS = "strait.route.timeout.ms";

  private static final String PREFIX = "strait.";
  private static final String BOOTSTRAP = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
  private static final Duration DEFAULT_ROUTE_TIMEOUT = Duration.ofSeconds(30);

  private final String wave;
  private final List<String> clusters;
  private final String instance;
  private final Duration routeTimeout;
  private final Map<String, Map<String, Object>> kafka;

  private SwitchingConfig(Reading reading) {
    this.wave = reading.wave();
    this.clusters = reading.clusters();
    this.instance = reading.instance();
    this.routeTimeout = reading.routeTimeout();
    this.kafka = reading.kafka(clusters);
    reading.finish();
  }

  /**
   * Reads a {@link Map} or {@link Properties}; nothing of it is kept by reference.
   *
   * @throws ConfigException naming every key that is wrong, with its rule
   */
  public static SwitchingConfig of(Map<?, ?> properties) {
    return new SwitchingConfig(new Reading(properties));
  }

  /** The wave to follow. */
  public String wave() {
    return wave;
  }

  /** The two cluster aliases, in the order given. */
  public List<String> clusters() {
    return clusters;
  }

  /** The application's name in acknowledgements, without what each client object adds. */
  public String instance() {
    return instance;
  }

  /** How long a client waits for its first route. */
  public Duration routeTimeout() {
    return routeTimeout;
  }

  /**
   * The kafka-clients properties for one cluster, as a fresh map.
   *
   * @throws IllegalArgumentException if the alias is not one of {@link #clusters}: the wave's
   *     routes name a cluster that this application does not know
   */
  public Map<String, Object> kafka(String alias) {
    Map<String, Object> properties = kafka.get(alias);
    if (properties == null) {
      throw new IllegalArgumentException(
          "the route of wave '"
              + wave
              + "' leads to cluster '"
              + alias
              + "' but "
              + CLUSTERS
              + " has only "
              + clusters
              + "; add its properties and restart the application");
    }
    return new LinkedHashMap<>(properties);
  }

  /** Names the property keys but none of their values: they may be secret. */
  @Override
  public String toString() {
    Map<String, TreeSet<String>> keys = new TreeMap<>();
    kafka.forEach((alias, properties) -> keys.put(alias, new TreeSet<>(properties.keySet())));
    return "SwitchingConfig[wave " + wave + ", instance " + instance + ", properties " + keys + "]";
  }

  /** Reads key by key and collects what is wrong, so that one attempt shows all errors. */
  private static final class Reading {
    private final Map<String, Object> own = new TreeMap<>();
    private final Map<String, Object> common = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();

    Reading(Map<?, ?> properties) {
      Map<Object, Object> all = new LinkedHashMap<>();
      if (properties instanceof Properties withDefaults) {
        withDefaults.stringPropertyNames().forEach(k -> all.put(k, withDefaults.getProperty(k)));
      }
      all.putAll(properties);
      all.forEach(
          (key, value) -> {
            String name = String.valueOf(key);
            (name.startsWith(PREFIX) ? own : common).put(name, value);
          });
    }

    String wave() {
      String value = required(WAVE, "the name of the wave to follow");
      if (value != null && !LegalNames.isName(value)) {
        errors.add(WAVE + " is '" + value + "': must be " + LegalNames.nameRule());
      }
      return value;
    }

    List<String> clusters() {
      String value = required(CLUSTERS, "two cluster aliases, for example 'east,west'");
      if (value == null) {
        return List.of();
      }
      List<String> aliases = Arrays.stream(value.split(",", -1)).map(String::trim).toList();
      if (aliases.size() != 2
          || aliases.get(0).equals(aliases.get(1))
          || !aliases.stream().allMatch(LegalNames::isName)) {
        errors.add(
            CLUSTERS
                + " is '"
                + value
                + "': must be two different aliases separated by a comma, each "
                + LegalNames.nameRule());
        return List.of();
      }
      return aliases;
    }

    String instance() {
      Object value = own.remove(INSTANCE);
      if (value == null) {
        value = common.getOrDefault(CommonClientConfigs.CLIENT_ID_CONFIG, "");
        return LegalNames.asInstance(value.toString().isEmpty() ? "app" : value.toString());
      }
      if (!LegalNames.asInstance(value.toString()).equals(value) || tooLong(value.toString())) {
        errors.add(
            INSTANCE
                + " is '"
                + value
                + "': must be 1 to 200 characters of a-z, A-Z, 0-9, '.', '_' or '-'");
      }
      return value.toString();
    }

    private static boolean tooLong(String instance) {
      return instance.isEmpty() || instance.length() > 200;
    }

    Duration routeTimeout() {
      Object value = own.remove(ROUTE_TIMEOUT_MS);
      if (value == null) {
        return DEFAULT_ROUTE_TIMEOUT;
      }
      try {
        long millis = Long.parseLong(value.toString().trim());
        if (millis >= 1) {
          return Duration.ofMillis(millis);
        }
      } catch (NumberFormatException e) {
        // said below, together with the other errors
      }
      errors.add(ROUTE_TIMEOUT_MS + " is '" + value + "': must be a whole number, at least 1");
      return DEFAULT_ROUTE_TIMEOUT;
    }

    Map<String, Map<String, Object>> kafka(List<String> clusters) {
      if (common.remove(BOOTSTRAP) != null) {
        errors.add(
            BOOTSTRAP
                + " would be the same for both clusters: set strait.<alias>."
                + BOOTSTRAP
                + " for each instead");
      }
      Map<String, Map<String, Object>> found = new LinkedHashMap<>();
      // The longest alias first: 'a.b' must not be taken for property 'b...' of cluster 'a'.
      clusters.stream()
          .sorted((a, b) -> Integer.compare(b.length(), a.length()))
          .forEach(alias -> found.put(alias, ofCluster(alias)));
      if (!clusters.isEmpty()) {
        own.keySet().forEach(this::unknown);
      }
      return Collections.unmodifiableMap(found);
    }

    private void unknown(String key) {
      errors.add(
          key
              + " is not known: keys that start with 'strait.' are "
              + String.join(", ", WAVE, CLUSTERS, INSTANCE, ROUTE_TIMEOUT_MS)
              + " and strait.<alias>.<kafka property>");
    }

    private Map<String, Object> ofCluster(String alias) {
      Map<String, Object> properties = new LinkedHashMap<>(common);
      String prefix = PREFIX + alias + ".";
      own.entrySet().stream()
          .filter(entry -> entry.getKey().startsWith(prefix))
          .forEach(e -> properties.put(e.getKey().substring(prefix.length()), e.getValue()));
      own.keySet().removeIf(key -> key.startsWith(prefix));
      if (String.valueOf(properties.getOrDefault(BOOTSTRAP, "")).isBlank()) {
        errors.add(prefix + BOOTSTRAP + " is missing: give host:port[,host:port...]");
      }
      return properties;
    }

    private String required(String key, String meaning) {
      Object value = own.remove(key);
      if (value == null || value.toString().isBlank()) {
        errors.add(key + " is missing: give " + meaning);
        return null;
      }
      return value.toString().trim();
    }

    void finish() {
      if (!errors.isEmpty()) {
        throw new ConfigException(
            errors.size() + " error(s) in the switching client's properties: " + join(errors));
      }
    }

    private static String join(List<String> errors) {
      return String.join("; ", errors);
    }
  }
}
