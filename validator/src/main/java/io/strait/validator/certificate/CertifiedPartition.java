package io.strait.validator.certificate;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.Digest;

/**
 * What was proved of one partition, and what each side held then.
 *
 * @param topic the topic on both sides
 * @param partition partition number
 * @param frontier the sealed end, or the end that the source had
 * @param claim what is claimed about offsets
 * @param expectation what is declared to differ, in words
 * @param relation what was found to be equal on both sides
 * @param seed of the digests
 * @param copy the digest that both sides gave of what is declared; of the source alone where only
 *     latest values were equal
 * @param source what the source held
 * @param target what the target held
 */
public record CertifiedPartition(
    TopicMapping topic,
    int partition,
    long frontier,
    OffsetClaim claim,
    String expectation,
    Relation relation,
    long seed,
    Digest copy,
    CertifiedLog source,
    CertifiedLog target) {

  /** What was equal on both sides when the certificate was issued. */
  public enum Relation {
    /** Every record. */
    RECORDS("records"),
    /** The latest value of each key; a cleaner had removed other records from one side alone. */
    LATEST("latest values");

    private final String text;

    Relation(String text) {
      this.text = text;
    }

    /** The word in files and reports. */
    public String text() {
      return text;
    }
  }

  /** Source offsets that are proved. */
  public OffsetRange proven() {
    return source.range();
  }

  /** How reports name it. */
  public String name() {
    return topic.source() + "-" + partition;
  }

  /** Whether window n of one side holds the same records as window n of the other. */
  boolean isAligned() {
    return relation == Relation.RECORDS && source.windows().size() == target.windows().size();
  }
}
