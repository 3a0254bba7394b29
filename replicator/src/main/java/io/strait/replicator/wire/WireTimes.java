package io.strait.replicator.wire;

import java.time.Duration;

/**
 * How patient a transport is.
 *
 * @param request how long a request may stay unanswered before its connection is given up
 * @param connect how long connecting, login and version agreement may take together
 * @param backOff pause after the first failed attempt to connect; doubles with each further one
 * @param backOffMax longest such pause
 */
public record WireTimes(Duration request, Duration connect, Duration backOff, Duration backOffMax) {
  /** 20 s, 10 s, 50 ms, 1 s. */
  public static WireTimes defaults() {
    return new WireTimes(
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        Duration.ofMillis(50),
        Duration.ofSeconds(1));
  }
}
