package io.strait.migrator.journal;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in Kafka: home copy first, in a transaction; then the second copy.
 *
 * <p>Opening initialises transactional id {@code strait.runner.<wave>}, which fences the runner
 * before; only then are both copies read, verified and brought to equal length. The second cluster
 * being away does not stop the journal: {@link #secondCopyLag()} shows it and later calls catch up.
 * Not guaranteed: that an entry is on the second cluster when {@link #append} returns; before a
 * decision ask {@link #awaitSecondCopy}. Belongs to one thread.
 */
public final class KafkaJournal implements Journal {
  private static final Logger log = LoggerFactory.getLogger(KafkaJournal.class);

  private final String migration;
  private final Clock clock;
  private final Producer<byte[], byte[]> producer;
  private final SecondCopy second;
  private final List<JournalEntry> entries;
  private final long epoch;

  private KafkaJournal(
      String migration,
      Clock clock,
      Producer<byte[], byte[]> producer,
      List<JournalEntry> home,
      SecondCopy second,
      long epoch) {
    this.migration = migration;
    this.clock = clock;
    this.producer = producer;
    this.entries = new ArrayList<>(home);
    this.second = second;
    this.epoch = epoch;
  }

  /**
   * Opens the journal of a wave and fences the runner before.
   *
   * @param home the wave's target
   * @param other the wave's source
   * @throws JournalException if a copy is broken or the copies contradict each other
   * @throws JournalUnavailableException if the home cluster cannot be reached, or if its copy is
   *     empty and the other cannot be read: a journal is never begun anew while there may be one
   */
  public static KafkaJournal open(String migration, Cluster home, Cluster other, Clock clock) {
    Producer<byte[], byte[]> producer = null;
    try {
      JournalCopy.ensureTopic(home);
      producer = home.producer(transactional(migration));
      producer.initTransactions();
      JournalCopy first = JournalCopy.read(home, migration, clock);
      JournalCopy copy = readSecond(other, migration, clock, first);
      List<JournalEntry> chain = JournalCopy.reconciled(first, copy);
      long epoch = chain.isEmpty() ? 1 : chain.get(chain.size() - 1).epoch() + 1;
      SecondCopy second = new SecondCopy(other, migration, clock, copy.entries().size());
      KafkaJournal journal =
          new KafkaJournal(migration, clock, producer, first.entries(), second, epoch);
      journal.write(chain.subList(first.entries().size(), chain.size()));
      journal.second.follow(journal.entries);
      return journal;
    } catch (KafkaException | ClusterException e) {
      closed(producer);
      throw new JournalUnavailableException(migration, "opening it", e);
    } catch (RuntimeException e) {
      closed(producer);
      throw e;
    }
  }

  @Override
  public String migration() {
    return migration;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public List<JournalEntry> entries() {
    return Collections.unmodifiableList(entries);
  }

  @Override
  public List<JournalEntry> append(List<Draft> drafts) {
    List<JournalEntry> chained = new ArrayList<>();
    String prev = entries.isEmpty() ? JournalEntry.GENESIS : entries.get(entries.size() - 1).hash();
    for (Draft draft : drafts) {
      long index = entries.size() + chained.size();
      JournalEntry entry =
          JournalCodec.chained(draft, migration, index, epoch, clock.instant(), prev);
      chained.add(entry);
      prev = entry.hash();
    }
    write(chained);
    second.follow(entries);
    return chained;
  }

  @Override
  public long secondCopyLag() {
    second.follow(entries);
    return entries.size() - (long) second.acknowledged();
  }

  @Override
  public boolean awaitSecondCopy(Duration deadline) {
    return second.await(entries, deadline);
  }

  @Override
  public void close() {
    second.close();
    closed(producer);
  }

  private void write(List<JournalEntry> chained) {
    if (chained.isEmpty()) {
      return;
    }
    try {
      producer.beginTransaction();
      for (JournalEntry entry : chained) {
        producer.send(
            new ProducerRecord<>(
                JournalCopy.TOPIC,
                0,
                migration.getBytes(StandardCharsets.UTF_8),
                JournalCodec.encode(entry)));
      }
      producer.commitTransaction();
      entries.addAll(chained);
    } catch (ProducerFencedException
        | InvalidProducerEpochException
        | FencedInstanceIdException e) {
      throw new JournalFencedException(migration, e);
    } catch (KafkaException e) {
      if (e.getCause() instanceof ProducerFencedException
          || e.getCause() instanceof InvalidProducerEpochException) {
        throw new JournalFencedException(migration, e);
      }
      throw new JournalUnavailableException(migration, "appending", e);
    }
  }

  private static JournalCopy readSecond(
      Cluster other, String migration, Clock clock, JournalCopy home) {
    try {
      return JournalCopy.read(other, migration, clock);
    } catch (ClusterException e) {
      if (home.entries().isEmpty()) {
        throw e;
      }
      log.atWarn()
          .addKeyValue("migration", migration)
          .addKeyValue("cluster", other.alias())
          .addKeyValue("reason", e.getMessage())
          .log("Second journal copy cannot be read now");
      return new JournalCopy(JournalCopy.TOPIC + " on " + other.alias(), List.of(), List.of());
    }
  }

  private static Map<String, Object> transactional(String migration) {
    return Map.of(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        "strait.runner." + migration,
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        20_000);
  }

  private static void closed(Producer<byte[], byte[]> producer) {
    if (producer != null) {
      producer.close(Duration.ofSeconds(2));
    }
  }
}
