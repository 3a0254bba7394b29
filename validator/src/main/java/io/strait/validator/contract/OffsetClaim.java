package io.strait.validator.contract;

import io.strait.validator.check.OffsetRelation;
import java.util.Optional;

/** What is claimed about offsets; the scan checks it and never believes it. */
public sealed interface OffsetClaim {
  /** Equal offsets. */
  OffsetClaim EQUAL = new Related(OffsetRelation.EXACT, "equal offsets");

  /** Nothing but the order. */
  OffsetClaim IN_ORDER = new InOrder();

  /**
   * Each source offset has exactly one image, and a record that stands elsewhere is SHIFTED.
   *
   * @param relation the images
   * @param text how reports call it
   */
  record Related(OffsetRelation relation, String text) implements OffsetClaim {}

  /**
   * Nothing is claimed but that the target holds the same records in the same order, as after a
   * copy that re-encodes everything (MirrorMaker 2). Which target record stands for which source
   * record is found by content; no record is ever SHIFTED.
   */
  record InOrder() implements OffsetClaim {}

  /** The images claimed; empty where only order is. */
  default Optional<OffsetRelation> images() {
    return this instanceof Related related ? Optional.of(related.relation()) : Optional.empty();
  }

  /** How reports call it. */
  default String word() {
    return this instanceof Related related ? related.text() : "order only";
  }
}
