package io.strait.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A {@link RouteAck} as the value of a record in {@link RouteTopics#ACKS}. */
public final class RouteAckCodec {
  private static final String WHAT = "an acknowledgement in topic '" + RouteTopics.ACKS + "'";
  private static final Set<String> NAMES =
      Set.copyOf(List.of("wave", "instance", "epoch", "role", "at", "leaving"));

  private RouteAckCodec() {}

  /** Version 1: the fields in the record's order; {@code at} in ISO-8601, UTC. */
  public static byte[] encode(RouteAck ack) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("wave", ack.wave());
    fields.put("instance", ack.instance());
    fields.put("epoch", Long.toString(ack.epoch()));
    fields.put("role", ack.role());
    fields.put("at", ack.at().toString());
    fields.put("leaving", Boolean.toString(ack.leaving()));
    return FieldLines.written(fields);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException for an unknown version or anything that version 1 does not
   *     allow; says what and why
   */
  public static RouteAck decode(byte[] bytes) {
    Map<String, String> fields = FieldLines.read(WHAT, bytes, NAMES);
    return new RouteAck(
        fields.get("wave"),
        fields.get("instance"),
        FieldLines.number(WHAT, "epoch", fields.get("epoch")),
        fields.get("role"),
        instant(fields.get("at")),
        flag(fields.get("leaving")));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          WHAT + ": field 'at' is '" + text + "', which is not an ISO-8601 instant", e);
    }
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              WHAT + ": field 'leaving' is '" + text + "', which is neither true nor false");
    };
  }
}
