package io.strait.sandbox.proxy;

import java.time.Duration;

/**
 * What one direction of a network does to bytes.
 *
 * @param latency added to every byte, 0 to 1 hour
 * @param jitter a random part of up to this is added to the latency; never reorders
 * @param bytesPerSecond per connection, from 1; {@link #UNLIMITED}
 * @param flow whether bytes move at all
 * @param cutAfterBytes each connection is closed after delivering exactly so many bytes, counted
 *     from when the faults were set or the connection was opened, whichever is later; 0 cuts at
 *     once; {@link #NEVER}
 */
public record Faults(
    Duration latency, Duration jitter, long bytesPerSecond, Flow flow, long cutAfterBytes) {
  /** No rate limit. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** No cut. */
  public static final long NEVER = Long.MAX_VALUE;

  // Before NONE, whose making needs it.
  private static final Duration MOST_DELAY = Duration.ofHours(1);

  /** A good network. */
  public static final Faults NONE =
      new Faults(Duration.ZERO, Duration.ZERO, UNLIMITED, Flow.FORWARD, NEVER);

  /** Refuses delays outside 0 to 1 hour, a rate below 1 and a negative cut. */
  public Faults {
    requireDelay("latency", latency);
    requireDelay("jitter", jitter);
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException(
          "rate " + bytesPerSecond + " bytes/s: give 1 or more; to stop all bytes use Flow.STALL");
    }
    if (cutAfterBytes < 0) {
      throw new IllegalArgumentException("cut after " + cutAfterBytes + " bytes: give 0 or more");
    }
  }

  private static void requireDelay(String name, Duration delay) {
    if (delay.isNegative() || delay.compareTo(MOST_DELAY) > 0) {
      throw new IllegalArgumentException(name + " " + delay + ": give 0 to " + MOST_DELAY);
    }
  }

  /** A slow network: a fixed delay and a random one of up to {@code atMostMore} on top. */
  public static Faults delayed(Duration by, Duration atMostMore) {
    return new Faults(by, atMostMore, UNLIMITED, Flow.FORWARD, NEVER);
  }

  /** A narrow network. */
  public static Faults limited(long bytesPerSecond) {
    return new Faults(Duration.ZERO, Duration.ZERO, bytesPerSecond, Flow.FORWARD, NEVER);
  }

  /** A network that holds its breath. */
  public static Faults stalled() {
    return NONE.with(Flow.STALL);
  }

  /** A network that swallows. */
  public static Faults discarding() {
    return NONE.with(Flow.DISCARD);
  }

  /** A network that breaks after so many bytes of each connection. */
  public static Faults cutAfter(long bytes) {
    return new Faults(Duration.ZERO, Duration.ZERO, UNLIMITED, Flow.FORWARD, bytes);
  }

  /** The same with another flow. */
  public Faults with(Flow other) {
    return new Faults(latency, jitter, bytesPerSecond, other, cutAfterBytes);
  }

  /** The same with a rate. */
  public Faults withRate(long rate) {
    return new Faults(latency, jitter, rate, flow, cutAfterBytes);
  }
}
