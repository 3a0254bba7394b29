package io.strait.sandbox;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a sandbox cluster shall be; says nothing about whether its brokers run in this JVM.
 *
 * @param alias name of the cluster and of its directory: lower-case letters, digits and '-', 1 to
 *     40
 * @param directory existing or new directory; the cluster creates, owns and deletes {@code
 *     directory/alias}
 * @param brokers 1 to 9; above one, a controller of its own (node 0) is added
 * @param secured SASL_SSL with SCRAM-SHA-512 and an authorizer; otherwise plaintext without one
 * @param standardAcls whether a secured cluster starts with {@link KafkaCluster#grantStandardAcls}
 * @param proxies whether clients reach each broker through a fault proxy
 * @param seed of the proxies' random jitter
 * @param overrides broker settings for every node; they win over the sandbox's own
 * @param brokerOverrides broker settings by broker id; they win over {@code overrides}
 */
public record SandboxSpec(
    String alias,
    Path directory,
    int brokers,
    boolean secured,
    boolean standardAcls,
    boolean proxies,
    long seed,
    Map<String, String> overrides,
    Map<Integer, Map<String, String>> brokerOverrides) {
  private static final int MOST_BROKERS = 9;
  private static final Pattern ALIAS = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /** Refuses a bad alias, an impossible number of brokers and overrides for absent brokers. */
  public SandboxSpec {
    if (!ALIAS.matcher(alias).matches()) {
      throw new IllegalArgumentException(
          "sandbox alias '" + alias + "': use 1 to 40 of a-z, 0-9 and '-', not starting with '-'");
    }
    if (brokers < 1 || brokers > MOST_BROKERS) {
      throw new IllegalArgumentException(
          "sandbox '" + alias + "': " + brokers + " brokers asked, give 1 to " + MOST_BROKERS);
    }
    overrides = Map.copyOf(overrides);
    brokerOverrides = Map.copyOf(brokerOverrides);
    for (int id : brokerOverrides.keySet()) {
      if (id < 1 || id > brokers) {
        throw new IllegalArgumentException(
            "sandbox '" + alias + "': settings for broker " + id + ", ids run 1 to " + brokers);
      }
    }
  }

  /** One broker, plaintext, no authorizer. */
  public static SandboxSpec plain(String alias, Path directory) {
    return new SandboxSpec(alias, directory, 1, false, false, false, 0, Map.of(), Map.of());
  }

  /** One broker, SCRAM over TLS, authorizer on, standard ACLs granted. */
  public static SandboxSpec secured(String alias, Path directory) {
    return new SandboxSpec(alias, directory, 1, true, true, false, 0, Map.of(), Map.of());
  }

  /** The same with this many brokers. */
  public SandboxSpec withBrokers(int count) {
    return new SandboxSpec(
        alias, directory, count, secured, standardAcls, proxies, seed, overrides, brokerOverrides);
  }

  /** The same, but nobody except the super users is allowed anything at first. */
  public SandboxSpec withoutStandardAcls() {
    return new SandboxSpec(
        alias, directory, brokers, secured, false, proxies, seed, overrides, brokerOverrides);
  }

  /** The same with a fault proxy before each broker; equal seeds give equal jitter. */
  public SandboxSpec withProxies(long jitterSeed) {
    return new SandboxSpec(
        alias,
        directory,
        brokers,
        secured,
        standardAcls,
        true,
        jitterSeed,
        overrides,
        brokerOverrides);
  }

  /** The same with one more setting for every node. */
  public SandboxSpec withSetting(String key, String value) {
    Map<String, String> merged = new TreeMap<>(overrides);
    merged.put(key, value);
    return new SandboxSpec(
        alias, directory, brokers, secured, standardAcls, proxies, seed, merged, brokerOverrides);
  }

  /** The same with settings of one broker only, replacing earlier ones for that broker. */
  public SandboxSpec withBrokerSettings(int brokerId, Map<String, String> settings) {
    Map<Integer, Map<String, String>> merged = new TreeMap<>(brokerOverrides);
    merged.put(brokerId, Map.copyOf(settings));
    return new SandboxSpec(
        alias, directory, brokers, secured, standardAcls, proxies, seed, overrides, merged);
  }
}
