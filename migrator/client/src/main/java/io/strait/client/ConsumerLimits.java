package io.strait.client;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * What a switching consumer must know of the application's own consumer properties.
 *
 * @param group {@code group.id}, if there is one
 * @param autoCommit whether positions are committed without the application asking
 * @param autoCommitMs {@code auto.commit.interval.ms}
 * @param resetsToEarliest whether {@code auto.offset.reset} is {@code earliest}
 * @param callTimeout {@code default.api.timeout.ms}
 * @param patience {@code max.poll.interval.ms}: how long a refusal is taken for a fence
 */
record ConsumerLimits(
    Optional<String> group,
    boolean autoCommit,
    long autoCommitMs,
    boolean resetsToEarliest,
    Duration callTimeout,
    Duration patience) {

  static ConsumerLimits of(ConsumerConfig config) {
    Optional<String> group = Optional.ofNullable(config.getString(ConsumerConfig.GROUP_ID_CONFIG));
    String reset = config.getString(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
    return new ConsumerLimits(
        group,
        group.isPresent() && config.getBoolean(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG),
        config.getInt(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG),
        reset.toLowerCase(Locale.ROOT).equals("earliest"),
        Duration.ofMillis(config.getInt(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG)),
        Duration.ofMillis(config.getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG)));
  }
}
