package io.strait.replicator.topology;

import java.util.regex.Pattern;

/**
 * Topics that hold some system's own state, which would be wrong on any other cluster: Kafka's,
 * Strait's and MirrorMaker 2's (KIP-382).
 */
public final class Internals {
  private static final Pattern MIRROR_MAKER =
      Pattern.compile("mm2-.*[.-]internal|.*[.-]checkpoints[.-]internal");

  /** Confluent-compatible registries keep their log in it; schemas are copied as schemas. */
  private static final String REGISTRY = "_schemas";

  private Internals() {}

  /** Whether the topic must never be mirrored, not even when it is named. */
  public static boolean never(String topic) {
    return topic.startsWith("__")
        || topic.startsWith("strait.")
        || MIRROR_MAKER.matcher(topic).matches();
  }

  /** Whether no pattern takes the topic; a registry's own log may still be named. */
  public static boolean unlessNamed(String topic) {
    return never(topic) || topic.equals(REGISTRY);
  }
}
