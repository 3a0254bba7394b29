package io.strait.client;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.TopicPartition;

/** What the application wants to read, kept so that a fresh consumer can be asked for the same. */
sealed interface Interest {
  /** Nothing yet, or nothing any more. */
  record Nothing() implements Interest {}

  /** Topics by name, shared with the group. */
  record Topics(Set<String> topics, ConsumerRebalanceListener listener) implements Interest {
    Topics(Collection<String> topics, ConsumerRebalanceListener listener) {
      this(new LinkedHashSet<>(topics), listener);
    }
  }

  /** Topics by a pattern that the client evaluates, shared with the group. */
  record Regex(Pattern pattern, ConsumerRebalanceListener listener) implements Interest {}

  /** Topics by a pattern that the broker evaluates, shared with the group. */
  record BrokerRegex(SubscriptionPattern pattern, ConsumerRebalanceListener listener)
      implements Interest {}

  /** Exactly these partitions, without the group. */
  record Partitions(Set<TopicPartition> partitions) implements Interest {}

  /** Asks a consumer for it, with each listener wrapped. */
  default void applyTo(Consumer<?, ?> consumer, UnaryOperator<ConsumerRebalanceListener> wrapped) {
    if (this instanceof Topics named) {
      consumer.subscribe(named.topics(), wrapped.apply(named.listener()));
    } else if (this instanceof Regex regex) {
      consumer.subscribe(regex.pattern(), wrapped.apply(regex.listener()));
    } else if (this instanceof BrokerRegex regex) {
      consumer.subscribe(regex.pattern(), wrapped.apply(regex.listener()));
    } else if (this instanceof Partitions assigned) {
      consumer.assign(assigned.partitions());
    } else {
      consumer.unsubscribe();
    }
  }

  /** The application's listener, when it gave none. */
  ConsumerRebalanceListener SILENT =
      new ConsumerRebalanceListener() {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
      };
}
