package io.strait.client;

import java.time.Instant;

/**
 * What a client says in {@link RouteTopics#ACKS}: "I act on this epoch".
 *
 * <p>Written on every new epoch, every 3 s as a heartbeat, and on close. An acknowledgement of a
 * {@link Authority#NONE} epoch means: nothing of mine is in flight to either cluster (producer), or
 * my positions are committed and I have left the group (consumer). A client that does not get to
 * act, for example a consumer whose application does not poll, repeats the old epoch.
 *
 * @param wave the wave's name
 * @param instance names one client object, unique over all clients of the wave: 1 to 249 characters
 *     of {@code a-z A-Z 0-9 . _ -}
 * @param epoch the epoch acted upon; at least 1
 * @param role {@code producer} or {@code consumer}
 * @param at when it was written, by the client's clock, in milliseconds
 * @param leaving true in the last one of a client that closes; nothing of it is left anywhere
 */
public record RouteAck(
    String wave, String instance, long epoch, String role, Instant at, boolean leaving) {
  /** The role of a {@link SwitchingProducer}. */
  public static final String PRODUCER = "producer";

  /** The role of a {@link SwitchingConsumer}. */
  public static final String CONSUMER = "consumer";

  /** Refuses an illegal name, an epoch below 1 and an unknown role. */
  public RouteAck {
    LegalNames.check("wave", wave);
    LegalNames.checkInstance(instance);
    if (epoch < 1) {
      throw new IllegalArgumentException(
          "acknowledgement of '" + instance + "': epoch " + epoch + " must be at least 1");
    }
    if (!role.equals(PRODUCER) && !role.equals(CONSUMER)) {
      throw new IllegalArgumentException(
          "acknowledgement of '"
              + instance
              + "': role '"
              + role
              + "' must be '"
              + PRODUCER
              + "' or '"
              + CONSUMER
              + "'");
    }
  }
}
