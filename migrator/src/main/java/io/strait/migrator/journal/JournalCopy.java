package io.strait.migrator.journal;

import io.strait.replicator.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one cluster holds of one migration's journal.
 *
 * <p>A copier that was interrupted may have written an entry twice, or one entry late; so equal
 * entries count once and entries are taken in the order of their index. Two different entries with
 * one index are never accepted.
 *
 * @param where names the copy in errors
 * @param entries the verified chain from the first entry on
 * @param beyondGap entries after a missing one; acceptable only if the other copy has them all
 */
public record JournalCopy(String where, List<JournalEntry> entries, List<JournalEntry> beyondGap) {
  /** The topic's name, the same on both clusters. */
  public static final String TOPIC = InternalTopic.JOURNAL.topic();

  /** Keeps copies of the lists. */
  public JournalCopy {
    entries = List.copyOf(entries);
    beyondGap = List.copyOf(beyondGap);
  }

  /** Creates the topic on this cluster unless it exists. */
  public static void ensureTopic(Cluster cluster) {
    InternalTopic.JOURNAL.ensure(cluster);
  }

  /**
   * Reads and verifies a cluster's copy; empty if the topic does not exist.
   *
   * @throws JournalException if it is broken
   */
  public static JournalCopy read(Cluster cluster, String migration, Clock clock) {
    String where = TOPIC + " on " + cluster.alias();
    if (!TopicLog.exists(cluster, TOPIC)) {
      return new JournalCopy(where, List.of(), List.of());
    }
    try (TopicLog log = new TopicLog(cluster, TOPIC, clock)) {
      return assembled(log.decided(), migration, where);
    }
  }

  static JournalCopy assembled(
      List<ConsumerRecord<byte[], byte[]>> records, String migration, String where) {
    TreeMap<Long, JournalEntry> byIndex = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.key() == null
          || !new String(record.key(), StandardCharsets.UTF_8).equals(migration)) {
        continue;
      }
      String at = where + " offset " + record.offset();
      JournalEntry entry =
          JournalCodec.decode(record.value() == null ? new byte[0] : record.value(), at);
      JournalEntry other = byIndex.putIfAbsent(entry.index(), entry);
      if (other != null && !other.hash().equals(entry.hash())) {
        throw new JournalException(
            at
                + ": a second, different entry with index "
                + entry.index()
                + "; somebody else writes this journal: find out who before going on");
      }
    }
    List<JournalEntry> chain = new ArrayList<>();
    while (byIndex.containsKey((long) chain.size())) {
      chain.add(byIndex.get((long) chain.size()));
    }
    Chain.verify(chain, where);
    return new JournalCopy(
        where, chain, List.copyOf(byIndex.tailMap((long) chain.size(), true).values()));
  }

  /**
   * The journal as both copies tell it: the longer valid chain.
   *
   * @throws JournalException if the copies contradict each other or an entry is missing in both
   */
  public static List<JournalEntry> reconciled(JournalCopy home, JournalCopy second) {
    List<JournalEntry> chain = Chain.longer(home.entries(), second.entries());
    for (JournalCopy copy : List.of(home, second)) {
      for (JournalEntry entry : copy.beyondGap()) {
        boolean known =
            entry.index() < chain.size()
                && chain.get((int) entry.index()).hash().equals(entry.hash());
        if (!known) {
          throw new JournalException(
              copy.where()
                  + ": entry "
                  + copy.entries().size()
                  + " is missing but entry "
                  + entry.index()
                  + " is there; the chain is broken: compare with the other copy by 'strait"
                  + " journal'");
        }
      }
    }
    return chain;
  }
}
