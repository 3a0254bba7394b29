package io.strait.ops.bench.cell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named figures of one run, in the order they were taken. For one thread. */
public final class Figures {
  private final Map<String, Double> byName = new LinkedHashMap<>();

  /** Adds one; a figure that is not finite says nothing and is left out. */
  public Figures put(String name, double value) {
    if (Double.isFinite(value)) {
      byName.put(name, value);
    }
    return this;
  }

  /** All of them. */
  public Map<String, Double> byName() {
    return Collections.unmodifiableMap(byName);
  }
}
