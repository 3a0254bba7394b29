package io.strait.replicator.sync.schema;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.LastApplied;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** FAKE: keeps what was applied in memory; can be made to fail like a crash. */
final class MemoryApplied implements LastApplied {
  private final Map<String, String> kept = new HashMap<>();
  private int writes;
  private int crashAt = Integer.MAX_VALUE;

  /** The write of this number, counted from 1, and all later ones end like a crash. */
  void crashAt(int write) {
    crashAt = write;
  }

  int writes() {
    return writes;
  }

  @Override
  public Optional<String> value(Aspect aspect, String resource) {
    return Optional.ofNullable(kept.get(resource));
  }

  @Override
  public Map<String, String> values(Aspect aspect) {
    return Map.copyOf(kept);
  }

  @Override
  public void applied(Aspect aspect, Map<String, Optional<String>> values) {
    if (++writes >= crashAt) {
      throw new IllegalStateException("crashed");
    }
    values.forEach(
        (key, value) -> value.ifPresentOrElse(one -> kept.put(key, one), () -> kept.remove(key)));
  }
}
