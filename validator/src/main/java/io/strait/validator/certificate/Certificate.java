package io.strait.validator.certificate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is certified.
 *
 * @param product name and version of what issued it
 * @param subject what it is about, such as {@code wave first}
 * @param link the link whose copy it is about
 * @param source where the records came from
 * @param target where the copy is
 * @param issuedAt when, milliseconds precise
 * @param evidenceUntil from when on retention may have taken all that was proved, so that only the
 *     signature can be checked; empty where nothing expires by age
 * @param partitions what was proved, by topic and partition
 * @param accepted findings that somebody accepted by name
 * @param uncovered what is not covered, as sentences
 * @param fence who was fenced, which brokers showed it, when; empty object without a wave
 * @param journal number of entries and the hash of the last; empty object without a wave
 */
public record Certificate(
    String product,
    String subject,
    String link,
    Side source,
    Side target,
    Instant issuedAt,
    Optional<Instant> evidenceUntil,
    List<CertifiedPartition> partitions,
    List<Accepted> accepted,
    List<String> uncovered,
    ObjectNode fence,
    ObjectNode journal) {
  /**
   * The only version of the form that this release reads and writes. Version 1 held one digest for
   * both sides, so that neither could be checked without the other where differences are declared.
   */
  public static final int VERSION = 2;

  /** Copies the lists. */
  public Certificate {
    partitions = List.copyOf(partitions);
    accepted = List.copyOf(accepted);
    uncovered = List.copyOf(uncovered);
  }

  /**
   * A cluster.
   *
   * @param alias the operator's name for it
   * @param id as the brokers tell it
   */
  public record Side(String alias, String id) {}

  /**
   * A finding that did not keep the certificate from being issued.
   *
   * @param finding its code and place
   * @param evidence what was seen
   * @param reason why it is acceptable
   * @param by who accepted it
   */
  public record Accepted(String finding, String evidence, String reason, String by) {}

  /** {@code passed}, or that it passed but for what was accepted. */
  public String verdict() {
    return accepted.isEmpty() ? "passed" : "passed but for what was accepted";
  }
}
