package io.strait.client;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.metrics.KafkaMetric;

/** The metrics that an application adds to its producer, kept for every producer after it. */
final class SubscribedMetrics {
  private final Set<KafkaMetric> metrics = new LinkedHashSet<>();
  private final Supplier<Optional<Session>> session;

  SubscribedMetrics(Supplier<Optional<Session>> session) {
    this.session = session;
  }

  synchronized void add(KafkaMetric metric) {
    metrics.add(metric);
    session.get().ifPresent(now -> now.producer().registerMetricForSubscription(metric));
  }

  synchronized void remove(KafkaMetric metric) {
    metrics.remove(metric);
    session.get().ifPresent(now -> now.producer().unregisterMetricFromSubscription(metric));
  }

  synchronized void addAllTo(Producer<?, ?> fresh) {
    metrics.forEach(fresh::registerMetricForSubscription);
  }
}
