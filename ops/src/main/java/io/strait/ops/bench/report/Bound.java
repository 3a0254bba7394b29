package io.strait.ops.bench.report;

/**
 * What a figure of Strait has to reach.
 *
 * @param work in words
 * @param cell where the figure is found
 * @param codec label, or {@code *} for each
 * @param batch label, or {@code *} for each
 * @param figure its name
 * @param against label of the engine it is divided by, or empty for the figure itself
 * @param sense whether more is better
 * @param limit the bound
 */
public record Bound(
    String work,
    String cell,
    String codec,
    String batch,
    String figure,
    String against,
    Sense sense,
    double limit) {
  /** Stands for every codec or batch. */
  public static final String ANY = "*";

  /** Stands for no other engine. */
  public static final String ITSELF = "";

  /** Which way is better. */
  public enum Sense {
    /** The figure must be the limit or more. */
    AT_LEAST,
    /** The figure must be the limit or less. */
    AT_MOST
  }

  /** Whether no other engine is needed to tell. */
  boolean isAboutItself() {
    return against.equals(ITSELF);
  }

  boolean concerns(Subject subject) {
    return subject.cell().equals(cell)
        && (codec.equals(ANY) || codec.equals(subject.codec()))
        && (batch.equals(ANY) || batch.equals(subject.batch()));
  }

  boolean reached(double value) {
    return sense == Sense.AT_LEAST ? value >= limit : value <= limit;
  }
}
