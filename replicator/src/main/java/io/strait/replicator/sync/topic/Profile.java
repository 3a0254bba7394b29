package io.strait.replicator.sync.topic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Ready tables for kinds of targets; see {@code docs/what-is-copied.md}. */
public enum Profile {
  /** Apache Kafka, and services that let topics be configured as there (MSK Standard brokers). */
  APACHE,
  /** MSK Serverless and MSK Express brokers. */
  MSK_LIKE,
  /** Confluent Cloud. */
  CONFLUENT_CLOUD_LIKE,
  /** Nothing but what copying itself needs and what {@code twin.topics.configs} says. */
  CUSTOM;

  /** As operators write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What an operator wrote, or empty if that names none. */
  public static Optional<Profile> of(String text) {
    return Arrays.stream(values()).filter(profile -> profile.text().equals(text)).findFirst();
  }

  /** Whether the service decides on replicas, so that a mirror is created with its default. */
  boolean decidesReplicas() {
    return this == MSK_LIKE || this == CONFLUENT_CLOUD_LIKE;
  }

  /** What becomes of each configuration. */
  ConfigTable table() {
    return switch (this) {
      case APACHE -> Tables.apache();
      case MSK_LIKE -> Tables.mskLike();
      case CONFLUENT_CLOUD_LIKE -> Tables.confluentCloudLike();
      case CUSTOM -> Tables.custom();
    };
  }
}
