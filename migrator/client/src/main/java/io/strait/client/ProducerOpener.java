package io.strait.client;

/** Opens a fresh producer on a cluster: the edge at which tests put their own. */
interface ProducerOpener {
  /**
   * A session that nobody has used yet.
   *
   * @throws org.apache.kafka.common.KafkaException if it cannot be built now
   * @throws IllegalArgumentException if the alias is not known
   */
  Session open(String alias);
}
