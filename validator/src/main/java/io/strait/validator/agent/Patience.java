package io.strait.validator.agent;

import java.time.Duration;

/** Waiting that a cancelled scan cuts short. Safe for use by several threads. */
@FunctionalInterface
public interface Patience {
  /** Waits; false when the scan was cancelled meanwhile. */
  boolean pause(Duration time);
}
