package io.strait.migrator.fence.acl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only by pausing on it. */
public final class VirtualTime extends Clock implements Pause {
  private Instant now = Instant.EPOCH;

  @Override
  public void of(Duration duration) {
    now = now.plus(duration);
  }

  /** How far it has moved. */
  public Duration elapsed() {
    return Duration.between(Instant.EPOCH, now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
