package io.strait.client;

import java.nio.charset.StandardCharsets;

/**
 * Names and record keys of the route protocol's topics: one partition each, compacted, on both
 * clusters of a wave.
 *
 * <p>A client needs READ and DESCRIBE on {@link #ROUTES} and WRITE on {@link #ACKS}, on both
 * clusters.
 */
public final class RouteTopics {
  /** Routes, written by the migrator, read by clients. Key: the wave. */
  public static final String ROUTES = "strait.routes";

  /** Acknowledgements, written by clients, read by the migrator. Key: {@code wave/instance}. */
  public static final String ACKS = "strait.acks";

  private RouteTopics() {}

  /** The record key of a route. */
  public static byte[] key(Route route) {
    return route.wave().getBytes(StandardCharsets.UTF_8);
  }

  /** The record key of an acknowledgement. */
  public static byte[] key(RouteAck ack) {
    return (ack.wave() + "/" + ack.instance()).getBytes(StandardCharsets.UTF_8);
  }
}
