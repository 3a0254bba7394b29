package io.strait.validator.audit;

/**
 * By what the logs of a partition are known again.
 *
 * @param targetId id of the target topic; empty where it is not known
 * @param source last record that was read of the source
 * @param target last record that was read of the target
 */
public record Footings(String targetId, Footing source, Footing target) {
  /** Of a partition that was audited by a Strait that kept none. */
  public static final Footings UNKNOWN = new Footings("", Footing.NONE, Footing.NONE);

  /** With the last records of a range. */
  Footings then(RangeLook look) {
    return new Footings(
        targetId, source.then(look.sourceFooting()), target.then(look.targetFooting()));
  }
}
