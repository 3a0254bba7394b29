package io.strait.ops.bench.engine;

/** What is compared. */
public enum Engine {
  /** This product, as {@code strait link run} with a configuration file. */
  STRAIT("strait"),
  /** MirrorMaker 2 in dedicated mode as it comes. */
  MM2_DEFAULT("mm2-default"),
  /** MirrorMaker 2 in dedicated mode as its community recommends for the aim. */
  MM2_TUNED("mm2-tuned"),
  /** A careful consumer→producer loop. */
  LOOP("loop"),
  /** A plain socket relay: no mirror, the least CPU that moving the bytes can cost. */
  RELAY("relay");

  private final String label;

  Engine(String label) {
    this.label = label;
  }

  /** In options and in the report. */
  public String label() {
    return label;
  }

  /** Whether it copies topics. */
  public boolean mirrors() {
    return this != RELAY;
  }
}
