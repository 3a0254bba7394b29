package io.strait.ops.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.journal.JournalCopy;
import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.journal.JournalException;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.validator.certificate.Certificate;
import io.strait.validator.certificate.CertifiedPartition;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** What one cluster's copy of a wave's journal says of a certificate that names it. */
public final class JournalWitness {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JournalWitness() {}

  /**
   * What was found.
   *
   * @param contradicts whether the journal says something else; false where it was not read
   * @param text a sentence
   */
  public record Word(boolean contradicts, String text) {}

  /**
   * Reads the copy; empty for a certificate without a wave.
   *
   * @param cluster with a credential that may READ {@code strait.*}; stays open
   */
  public static Optional<Word> of(Certificate certificate, Cluster cluster, Clock clock) {
    if (certificate.journal().isEmpty()) {
      return Optional.empty();
    }
    String wave = certificate.journal().path("wave").asText();
    try {
      return Optional.of(compared(certificate, JournalCopy.read(cluster, wave, clock).entries()));
    } catch (JournalException broken) {
      return Optional.of(new Word(true, "the journal there is broken: " + broken.getMessage()));
    } catch (ClusterException unread) {
      return Optional.of(
          new Word(false, "the journal there was not compared: " + unread.getMessage()));
    }
  }

  /** Pure: the entries that were there at issue must still say the same. */
  static Word compared(Certificate certificate, List<JournalEntry> entries) {
    int count = certificate.journal().path("entries").asInt();
    if (entries.size() < count) {
      return new Word(
          false,
          "the journal there was not compared: it has only "
              + entries.size()
              + " of "
              + count
              + " entries");
    }
    Optional<WaveEvidence> evidence = WaveEvidence.of(entries.subList(0, count));
    boolean same =
        evidence.isPresent()
            && same(evidence.get().journal(), certificate.journal())
            && same(evidence.get().fence(), certificate.fence())
            && certificate.partitions().stream().allMatch(one -> isSealed(evidence.get(), one));
    return same
        ? new Word(false, "the journal there says the same of the switch, its fence and frontier")
        : new Word(
            true, "the journal there says something else of the switch than the certificate");
  }

  private static boolean isSealed(WaveEvidence evidence, CertifiedPartition one) {
    TopicPartition partition = new TopicPartition(one.topic().source(), one.partition());
    return evidence.frontier().end(partition) == one.frontier();
  }

  /** Both read anew from their text: numbers that were put there may differ in width. */
  private static boolean same(ObjectNode one, ObjectNode other) {
    try {
      return JSON.readTree(one.toString()).equals(JSON.readTree(other.toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be read from its own text", e);
    }
  }
}
