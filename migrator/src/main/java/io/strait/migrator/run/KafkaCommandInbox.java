package io.strait.migrator.run;

import io.strait.migrator.journal.InternalTopic;
import io.strait.migrator.journal.TopicLog;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands in the topic {@code strait.commands} on the wave's target. Kept for a day; what is sent
 * while no runner is there is read by the next one, which refuses it if it has become old. Belongs
 * to one thread.
 */
final class KafkaCommandInbox implements CommandInbox, AutoCloseable {
  static final String TOPIC = InternalTopic.COMMANDS.topic();
  private static final Logger log = LoggerFactory.getLogger(KafkaCommandInbox.class);
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private final Cluster home;
  private final TopicLog topic;
  private final Clock clock;
  private Instant lookAt = Instant.MIN;

  KafkaCommandInbox(Cluster home, Clock clock) {
    this.home = home;
    this.clock = clock;
    InternalTopic.COMMANDS.ensure(home);
    this.topic = new TopicLog(home, TOPIC, clock);
  }

  /**
   * Sends a command and waits until it is stored.
   *
   * @throws ClusterException if it is not stored in time; it may still be: send it again under the
   *     same id
   */
  static void send(Cluster home, Command command) {
    InternalTopic.COMMANDS.ensure(home);
    try (Producer<byte[], byte[]> producer = home.producer(Map.of())) {
      producer
          .send(
              new ProducerRecord<>(
                  TOPIC,
                  0,
                  command.wave().getBytes(StandardCharsets.UTF_8),
                  CommandCodec.encode(command)))
          .get(Cluster.CALL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ClusterException(home.alias(), "sending command " + command.kind().word(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(home.alias(), "sending command " + command.kind().word(), e);
    }
  }

  @Override
  public List<Command> poll() {
    Instant now = clock.instant();
    if (now.isBefore(lookAt)) {
      return List.of();
    }
    lookAt = now.plus(EVERY);
    List<Command> commands = new ArrayList<>();
    try {
      for (ConsumerRecord<byte[], byte[]> record : topic.next(SILENCE)) {
        read(record, commands);
      }
    } catch (ClusterException e) {
      log.atWarn()
          .addKeyValue("cluster", home.alias())
          .addKeyValue("reason", e.getMessage())
          .log("Commands cannot be read now");
    }
    return commands;
  }

  private void read(ConsumerRecord<byte[], byte[]> record, List<Command> commands) {
    try {
      commands.add(CommandCodec.decode(record.value() == null ? new byte[0] : record.value()));
    } catch (IllegalArgumentException e) {
      log.atWarn()
          .addKeyValue("cluster", home.alias())
          .addKeyValue("offset", record.offset())
          .addKeyValue("reason", e.getMessage())
          .log("Command not understood and ignored");
    }
  }

  @Override
  public void close() {
    topic.close();
  }
}
