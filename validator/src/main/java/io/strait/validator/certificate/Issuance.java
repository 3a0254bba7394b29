package io.strait.validator.certificate;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Verdict;
import io.strait.validator.contract.Contract;
import io.strait.validator.keyed.Cleaners;
import io.strait.validator.log.LogView;
import io.strait.validator.records.ScanReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether what a scan found may be certified, and certifies what both sides hold: they are
 * read anew, and only if that reading shows again what was proved, its digests are certified. One
 * certificate each.
 */
public final class Issuance {
  private final ScanReport report;
  private final List<Acceptance> acceptances;
  private final String by;
  private final long seed;

  /**
   * Decides nothing yet.
   *
   * @param by who accepts what is accepted
   * @param seed of the scan
   */
  public Issuance(ScanReport report, List<Acceptance> acceptances, String by, long seed) {
    this.report = report;
    this.acceptances = List.copyOf(acceptances);
    this.by = by;
    this.seed = seed;
  }

  /** Why no certificate may be issued; empty when it may. */
  public Optional<String> refusal() {
    Optional<String> unfounded = unfounded();
    if (unfounded.isPresent()) {
      return unfounded;
    }
    List<Finding> open =
        standing().stream()
            .filter(finding -> acceptances.stream().noneMatch(one -> one.covers(finding)))
            .toList();
    long found = found();
    long hidden = Math.max(0, found - standing().size());
    if (!open.isEmpty() || hidden > 0) {
      String first = open.isEmpty() ? "" : "; first " + text(open.get(0));
      return Optional.of(
          (open.size() + hidden)
              + " findings stand, of "
              + report.counts().byCode()
              + first
              + "; mend the copy, or accept each of them by"
              + " --accept CODE:topic/partition@offset=reason");
    }
    boolean passed = report.verdict() instanceof Verdict.Passed || found > 0;
    return report.partitions().isEmpty() || !passed
        ? Optional.of("the proof is " + report.verdict() + ", not passed")
        : Optional.empty();
  }

  /** An acceptance of something that is not there would be read as if it had been. */
  private Optional<String> unfounded() {
    return acceptances.stream()
        .filter(one -> standing().stream().noneMatch(one::covers))
        .findFirst()
        .map(
            one ->
                "nothing was found that --accept "
                    + one.code()
                    + ":"
                    + one.topic()
                    + "/"
                    + one.partition()
                    + "@"
                    + one.offset()
                    + " is about; take it away");
  }

  private List<Finding> standing() {
    return report.findings().stream().filter(finding -> !finding.isExplained()).toList();
  }

  private long found() {
    return report.counts().byCode().values().stream().mapToLong(Long::longValue).sum();
  }

  /** The findings that were accepted. */
  public List<Certificate.Accepted> accepted() {
    List<Certificate.Accepted> accepted = new ArrayList<>();
    for (Finding finding : standing()) {
      acceptances.stream()
          .filter(one -> one.covers(finding))
          .findFirst()
          .ifPresent(
              one ->
                  accepted.add(
                      new Certificate.Accepted(
                          Acceptance.place(finding), finding.evidence(), one.reason(), by)));
    }
    return accepted;
  }

  /**
   * What the certificate does not cover, as sentences.
   *
   * @param demanded what was to be proved, in the order of the report's partitions
   * @param certified what is certified
   */
  public List<String> uncovered(List<OffsetRange> demanded, List<CertifiedPartition> certified) {
    List<String> uncovered = new ArrayList<>();
    for (CertifiedPartition one : certified) {
      if (one.relation() == CertifiedPartition.Relation.LATEST) {
        uncovered.add(
            one.name()
                + ": superseded records, which were compared by the proof and not again with the"
                + " digests; both sides had the same latest value of each key");
      }
    }
    for (int i = 0; i < report.partitions().size(); i++) {
      PartitionReport one = report.partitions().get(i);
      String name = one.topic().source() + "-" + one.partition();
      if (one.proven().from() > 0) {
        uncovered.add(
            name
                + ": source offsets below "
                + one.proven().from()
                + ", not on both sides any more");
      }
      if (one.proven().to() < demanded.get(i).to()) {
        uncovered.add(
            name
                + ": source offsets "
                + new OffsetRange(one.proven().to(), demanded.get(i).to())
                + ", behind the first finding");
      }
      one.findings().stream()
          .filter(Finding::isExplained)
          .forEach(finding -> uncovered.add(name + ": " + text(finding) + ", explained"));
      one.notes().forEach(note -> uncovered.add(name + ": " + note));
    }
    uncovered.add("consumer groups, configurations, ACLs, quotas and schemas");
    return uncovered;
  }

  /**
   * Reads both sides of one proved partition again and certifies what they hold.
   *
   * @param frontier its sealed end, or the end that the source had
   * @param cleaners which sides are compacted
   * @param sizing how finely
   * @throws CertificateException if the logs are no longer as they were proved
   * @throws io.strait.replicator.cluster.ClusterException if a cluster does not answer
   */
  public CertifiedPartition certified(
      PartitionReport proved,
      Contract contract,
      Cleaners cleaners,
      Sizing sizing,
      TopicIds ids,
      long frontier,
      LogView source,
      LogView target) {
    return new PartitionIssue(proved, contract, cleaners, sizing, seed, source, target)
        .run(ids.source(), ids.target(), frontier);
  }

  /**
   * Identities of a topic.
   *
   * @param source on the source
   * @param target on the target
   */
  public record TopicIds(String source, String target) {}

  private static String text(Finding finding) {
    return Acceptance.place(finding) + " (" + finding.evidence() + ")";
  }
}
