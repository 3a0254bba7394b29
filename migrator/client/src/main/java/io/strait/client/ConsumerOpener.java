package io.strait.client;

import org.apache.kafka.clients.consumer.Consumer;

/** Opens a fresh consumer on a cluster: the edge at which tests put their own. */
interface ConsumerOpener<K, V> extends AutoCloseable {
  /**
   * A consumer that nobody has used yet, without auto-commit.
   *
   * @param moved true for every one but the first: it must not choose a position by itself
   * @throws org.apache.kafka.common.KafkaException if it cannot be built now
   * @throws IllegalArgumentException if the alias is not known
   */
  Consumer<K, V> open(String alias, boolean moved);

  /** Closes what the consumers share; after all of them. */
  @Override
  void close();
}
