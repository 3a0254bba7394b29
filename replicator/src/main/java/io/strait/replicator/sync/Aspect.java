package io.strait.replicator.sync;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** One kind of metadata that makes a target the twin of its source. */
public enum Aspect {
  /** Mirror topics: existence, partitions, configurations, deletion. */
  TOPICS,
  /** Access control lists. */
  ACLS,
  /** Client quotas by user, client id and ip. */
  QUOTAS,
  /** SCRAM users; their credentials cannot be read from a cluster. */
  USERS,
  /** Positions of consumer groups, in both directions. */
  GROUPS,
  /** Schemas in the clusters' registries. */
  SCHEMAS;

  /** As operators write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What an operator wrote, or empty if that names none. */
  public static Optional<Aspect> of(String text) {
    return Arrays.stream(values()).filter(aspect -> aspect.text().equals(text)).findFirst();
  }
}
