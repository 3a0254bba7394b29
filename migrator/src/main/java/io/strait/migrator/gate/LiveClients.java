package io.strait.migrator.gate;

import io.strait.client.RouteAck;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Which clients count. Pure. */
public final class LiveClients {
  private LiveClients() {}

  /**
   * Clients heard of within {@code silence} that have not left.
   *
   * <p>Not guaranteed: that a client that is silent for longer writes nothing. It is the fence that
   * stops it.
   */
  public static List<RouteAck> of(Collection<RouteAck> acks, Instant now, Duration silence) {
    return acks.stream()
        .filter(ack -> !ack.leaving() && ack.at().plus(silence).isAfter(now))
        .toList();
  }

  /** The live clients that have not acknowledged this epoch, as text for the operator. */
  public static List<String> missing(
      Collection<RouteAck> acks, Instant now, Duration silence, long epoch) {
    return of(acks, now, silence).stream()
        .filter(ack -> ack.epoch() < epoch)
        .map(
            ack ->
                ack.role()
                    + " '"
                    + ack.instance()
                    + "' is at epoch "
                    + ack.epoch()
                    + " and has not acknowledged "
                    + epoch)
        .sorted()
        .toList();
  }
}
