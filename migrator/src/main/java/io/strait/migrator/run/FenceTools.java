package io.strait.migrator.run;

import io.strait.migrator.fence.acl.Denials;
import io.strait.migrator.fence.acl.Patience;
import io.strait.migrator.fence.acl.ProbedBrokers;
import io.strait.replicator.cluster.Cluster;
import java.time.Clock;
import java.time.Duration;

/**
 * What fencing one cluster needs.
 *
 * @param cluster under the cutover credential
 * @param brokers asks each broker itself
 * @param denials raises and lifts
 * @param patience waits
 */
record FenceTools(Cluster cluster, ProbedBrokers brokers, Denials denials, Patience patience)
    implements AutoCloseable {
  private static final Duration BROKER_DEADLINE = Duration.ofSeconds(3);

  static FenceTools on(Cluster cluster, Clock clock) {
    Patience patience = Patience.on(clock);
    ProbedBrokers brokers = new ProbedBrokers(cluster.spec(), BROKER_DEADLINE);
    return new FenceTools(cluster, brokers, new Denials(cluster, brokers, patience), patience);
  }

  @Override
  public void close() {
    brokers.close();
  }
}
