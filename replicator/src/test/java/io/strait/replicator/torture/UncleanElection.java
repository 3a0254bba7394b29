package io.strait.replicator.torture;

import java.util.ArrayList;
import java.util.List;

/**
 * Ends with a stale follower as leader: it slept until it was out of sync, the brokers that have
 * more are killed, it wakes up alone, and the others come back to follow it.
 */
record UncleanElection(Side side, String topic, int stale) implements Runnable {
  @Override
  public void run() {
    List<Integer> others = new ArrayList<>(side.brokers().brokerIds());
    others.remove(Integer.valueOf(stale));
    others.forEach(side.brokers()::killBroker);
    side.brokers().resumeBroker(stale);
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> side.leaders(topic).values().stream().anyMatch(leader -> leader == stale));
    others.forEach(side.brokers()::startBroker);
    side.awaitWhole(topic);
  }
}
