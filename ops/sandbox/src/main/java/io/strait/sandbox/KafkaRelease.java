package io.strait.sandbox;

import io.strait.sandbox.release.Artifact;
import io.strait.sandbox.release.Bundle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Older releases of Apache Kafka that the sandbox can run; fetched when they are first asked for.
 */
public enum KafkaRelease {
  /** With ZooKeeper, as most clusters of its time. */
  V2_8_2("2.8.2", Keeping.ZOOKEEPER, Credentials.SCRAM),
  /** KRaft, which had no SCRAM before 3.5: clients log in by PLAIN. */
  V3_3_2("3.3.2", Keeping.KRAFT, Credentials.PLAIN),
  /** KRaft; the last line that still knows ZooKeeper and old protocols. */
  V3_9_1("3.9.1", Keeping.KRAFT, Credentials.SCRAM);

  private final String version;
  private final Keeping keeping;
  private final String mechanism;

  KafkaRelease(String version, Keeping keeping, String mechanism) {
    this.version = version;
    this.keeping = keeping;
    this.mechanism = mechanism;
  }

  private enum Keeping {
    ZOOKEEPER,
    KRAFT
  }

  /** Such as {@code 2.8.2}. */
  public String version() {
    return version;
  }

  /** The release of that version, if the sandbox knows it. */
  public static Optional<KafkaRelease> of(String version) {
    return Arrays.stream(values()).filter(one -> one.version.equals(version)).findAny();
  }

  boolean zooKeeper() {
    return keeping == Keeping.ZOOKEEPER;
  }

  /** How clients log in on a secured cluster. */
  String mechanism() {
    return mechanism;
  }

  Bundle bundle() {
    return new Bundle(
        "kafka",
        version,
        List.of(
            Artifact.jar("org.apache.kafka", "kafka_2.13", version),
            // Without a binding these brokers would log nothing, and nobody could say why one
            // failed.
            Artifact.jar("org.slf4j", "slf4j-simple", "1.7.36")),
        Bundle.Content.LIBRARIES);
  }
}
