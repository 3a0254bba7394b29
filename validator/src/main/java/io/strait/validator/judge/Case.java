package io.strait.validator.judge;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.contract.Contract;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Subject;
import java.util.Optional;

/**
 * One partition to be judged, and everything that it takes. Confined to the worker that judges it.
 *
 * @param subject the partition
 * @param source its log on the source; {@link LogView#ABSENT} where there is none
 * @param target its log on the target
 * @param contract what the target is declared to be, relative to the source
 * @param options how to judge
 * @param demanded the range that must be proved; empty: whatever both sides have
 * @param known how far it was proved before; the judge goes on from there where it can
 */
public record Case(
    Subject subject,
    LogView source,
    LogView target,
    Contract contract,
    ScanOptions options,
    Optional<OffsetRange> demanded,
    Optional<ProofPoint> known) {
  /** A case of which nothing is known yet. */
  public Case(
      Subject subject,
      LogView source,
      LogView target,
      Contract contract,
      ScanOptions options,
      Optional<OffsetRange> demanded) {
    this(subject, source, target, contract, options, demanded, Optional.empty());
  }

  /** The same under another declaration. */
  public Case with(Contract other) {
    return new Case(subject, source, target, other, options, demanded, known);
  }

  /**
   * For a closer look at what was found: more findings are kept, nobody listens, and whatever the
   * declaration has noticed is forgotten.
   *
   * @param samples most findings kept per code
   */
  public Case closer(int samples) {
    return new Case(
        subject,
        source,
        target,
        contract.at(subject.partition()),
        options.withSamples(samples).withHooks(ScanHooks.NONE.withPace(options.hooks().pace())),
        demanded,
        known);
  }
}
