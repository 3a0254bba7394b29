package io.strait.ops.config;

import io.strait.replicator.cluster.ClusterSpec;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The principal of a credential, as far as the credential itself says it. */
public final class Principal {
  private static final Pattern USER = Pattern.compile("username=\"([^\"]+)\"");

  private Principal() {}

  /** From the user name in {@code sasl.jaas.config}; empty where there is none. */
  public static Optional<String> of(ClusterSpec spec) {
    Matcher matcher = USER.matcher(spec.properties().getOrDefault("sasl.jaas.config", ""));
    return matcher.find() ? Optional.of("User:" + matcher.group(1)) : Optional.empty();
  }
}
