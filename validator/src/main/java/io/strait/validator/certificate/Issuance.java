package io.strait.validator.certificate;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Proof;
import io.strait.validator.check.Verdict;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.Digest;
import io.strait.validator.log.LogView;
import io.strait.validator.records.ScanReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether what a scan found may be certified, and digests what it proved in windows, from
 * both logs anew: a certificate is only issued with digests that both sides gave twice. One
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
    for (Acceptance acceptance : acceptances) {
      if (report.findings().stream().noneMatch(acceptance::covers)) {
        return Optional.of(
            "nothing was found that --accept "
                + acceptance.code()
                + ":"
                + acceptance.topic()
                + "/"
                + acceptance.partition()
                + "@"
                + acceptance.offset()
                + " is about; take it away");
      }
    }
    List<Finding> open =
        report.findings().stream()
            .filter(finding -> !finding.isExplained())
            .filter(finding -> acceptances.stream().noneMatch(one -> one.covers(finding)))
            .toList();
    long found = report.counts().byCode().values().stream().mapToLong(Long::longValue).sum();
    long shown = report.findings().stream().filter(finding -> !finding.isExplained()).count();
    if (!open.isEmpty() || found > shown) {
      String first = open.isEmpty() ? "" : "; first " + text(open.get(0));
      return Optional.of(
          Math.max(open.size(), found - shown + open.size())
              + " findings stand, of "
              + report.counts().byCode()
              + first
              + "; mend the copy, or accept each of them by"
              + " --accept CODE:topic/partition@offset=reason");
    }
    boolean nothing = report.partitions().isEmpty();
    boolean passed = report.verdict() instanceof Verdict.Passed || !acceptances.isEmpty();
    return nothing || !passed
        ? Optional.of("the proof is " + report.verdict() + ", not passed")
        : Optional.empty();
  }

  /** The findings that were accepted. */
  public List<Certificate.Accepted> accepted() {
    List<Certificate.Accepted> accepted = new ArrayList<>();
    for (Finding finding : report.findings()) {
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

  /** What the certificate does not cover, as sentences. */
  public List<String> uncovered(List<OffsetRange> demanded) {
    List<String> uncovered = new ArrayList<>();
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
   * Digests what was proved of one partition.
   *
   * @param frontier its sealed end, or the end that the source had
   * @throws CertificateException if the logs are no longer as they were proved
   */
  public CertifiedPartition certified(
      PartitionReport proved,
      Contract contract,
      String sourceTopicId,
      String targetTopicId,
      long frontier,
      LogView source,
      LogView target) {
    OffsetRange proven = proved.proven();
    List<Long> borders = WindowReading.borders(proven);
    List<Digest> digests =
        new WindowReading(source, seed)
            .source(proven.from(), borders, contract.expectation().open());
    Digest whole = sum(digests);
    Optional<Proof> proof = proved.proof().filter(left -> left.digest().isMade());
    if (proof.isPresent() && !proof.get().digest().equals(whole)) {
      throw changed(proved, "the source");
    }
    List<Long> ends = targetEnds(contract.offsets(), proven, borders, digests, target, proof);
    CertifiedPartition certified =
        new CertifiedPartition(
            proved.topic(),
            sourceTopicId,
            targetTopicId,
            proved.partition(),
            frontier,
            proven,
            new OffsetRange(ends.get(0), ends.get(ends.size() - 1)),
            contract.offsets(),
            contract.expectation().text(),
            seed,
            whole,
            windows(borders, ends, digests));
    PartitionStanding there = new CertificateCheck(certified, false, target, contract).run();
    if (there.state() != PartitionStanding.State.HOLDS) {
      throw changed(proved, "the target (" + there.why() + ")");
    }
    return certified;
  }

  private List<Long> targetEnds(
      OffsetClaim claim,
      OffsetRange proven,
      List<Long> borders,
      List<Digest> digests,
      LogView target,
      Optional<Proof> proof) {
    Optional<OffsetRelation> relation = claim.images();
    if (relation.isPresent()) {
      List<Long> ends = new ArrayList<>();
      ends.add(relation.get().toTarget(proven.from()));
      borders.forEach(border -> ends.add(relation.get().toTarget(border)));
      return ends;
    }
    long to = proof.map(Proof::targetTo).orElse(target.bounds().stableEnd());
    OffsetRange within = new OffsetRange(target.bounds().start(), to);
    return new WindowReading(target, seed)
        .ends(within, digests.stream().map(Digest::count).toList())
        .orElseThrow(
            () ->
                CertificateException.unusable(
                    "the target has fewer records than were proved; verify the copy again"));
  }

  private static List<CertifiedPartition.Window> windows(
      List<Long> borders, List<Long> ends, List<Digest> digests) {
    List<CertifiedPartition.Window> windows = new ArrayList<>();
    for (int i = 0; i < borders.size(); i++) {
      windows.add(new CertifiedPartition.Window(borders.get(i), ends.get(i + 1), digests.get(i)));
    }
    return windows;
  }

  private Digest sum(List<Digest> digests) {
    ChainBase base = new ChainBase(seed);
    Digest sum = Digest.EMPTY;
    for (Digest digest : digests) {
      sum = sum.concat(digest, base);
    }
    return sum;
  }

  private static CertificateException changed(PartitionReport proved, String where) {
    return CertificateException.unusable(
        proved.topic().source()
            + "-"
            + proved.partition()
            + ": "
            + where
            + " is no longer as it was proved a moment ago; somebody writes there, or retention took"
            + " part of it; issue again");
  }

  private static String text(Finding finding) {
    return Acceptance.place(finding) + " (" + finding.evidence() + ")";
  }
}
