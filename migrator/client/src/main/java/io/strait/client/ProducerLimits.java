package io.strait.client;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * The bounds of a switching producer, from the application's own producer properties.
 *
 * @param bufferBytes {@code buffer.memory}: how much is held at most
 * @param maxBlockMs {@code max.block.ms}: how long a call waits for room or for a route
 * @param deliveryTimeoutMs {@code delivery.timeout.ms}: how long a record is held at most
 * @param transactional whether there is a {@code transactional.id}
 */
record ProducerLimits(
    long bufferBytes, long maxBlockMs, long deliveryTimeoutMs, boolean transactional) {

  /**
   * Reads them.
   *
   * @throws ConfigException for {@code acks=0}: what a fence refuses would be lost unnoticed
   */
  static ProducerLimits of(ProducerConfig config) {
    if ("0".equals(config.getString(ProducerConfig.ACKS_CONFIG))) {
      throw new ConfigException(
          ProducerConfig.ACKS_CONFIG
              + " is 0: a switching producer needs 1 or all, because a record that the fence"
              + " refuses would be lost without anybody noticing");
    }
    return new ProducerLimits(
        config.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG),
        config.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG),
        config.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
        config.getString(ProducerConfig.TRANSACTIONAL_ID_CONFIG) != null);
  }
}
