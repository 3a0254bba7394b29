package io.strait.validator.contract;

import io.strait.validator.check.OffsetRelation;
import java.util.Map;
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

  /**
   * Each partition has a claim of its own, as those of a link have that keeps offsets where it can
   * and maps them where it must. {@link #at} tells which; a judge never sees this one.
   *
   * @param claims by partition
   * @param others what is claimed about partitions that are not listed
   */
  record ByPartition(Map<Integer, OffsetClaim> claims, OffsetClaim others) implements OffsetClaim {
    /** Keeps a copy. */
    public ByPartition {
      claims = Map.copyOf(claims);
    }
  }

  /** What is claimed about one partition. */
  default OffsetClaim at(int partition) {
    return this instanceof ByPartition each
        ? each.claims().getOrDefault(partition, each.others())
        : this;
  }

  /** The images claimed; empty where only order is, or where it depends on the partition. */
  default Optional<OffsetRelation> images() {
    return this instanceof Related related ? Optional.of(related.relation()) : Optional.empty();
  }

  /** How reports call it. */
  default String word() {
    if (this instanceof ByPartition) {
      return "depends on the partition";
    }
    return this instanceof Related related ? related.text() : "order only";
  }
}
