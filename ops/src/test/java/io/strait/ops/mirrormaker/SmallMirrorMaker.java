package io.strait.ops.mirrormaker;

import io.strait.sandbox.KafkaCluster;

/** What a MirrorMaker 2 from A to B is told that runs between two clusters of one broker. */
final class SmallMirrorMaker {
  private static final String ONE_OF_EACH =
      """

      A->B.enabled = true
      sync.topic.acls.enabled = false
      emit.checkpoints.interval.seconds = 1
      replication.factor = 1
      checkpoints.topic.replication.factor = 1
      heartbeats.topic.replication.factor = 1
      offset-syncs.topic.replication.factor = 1
      offset.storage.replication.factor = 1
      status.storage.replication.factor = 1
      config.storage.replication.factor = 1
      B.status.storage.partitions = 1
      B.plugin.discovery = service_load
      """;

  private SmallMirrorMaker() {}

  /** Properties; {@code more} holds what is particular, a line each. */
  static String properties(KafkaCluster a, KafkaCluster b, String more) {
    return "clusters = A, B\nA.bootstrap.servers = "
        + a.bootstrap()
        + "\nB.bootstrap.servers = "
        + b.bootstrap()
        + ONE_OF_EACH
        + more;
  }
}
