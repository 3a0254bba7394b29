package io.strait.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A {@link Route} as the value of a record in {@link RouteTopics#ROUTES}. */
public final class RouteCodec {
  private static final String WHAT = "a route in topic '" + RouteTopics.ROUTES + "'";
  private static final Set<String> NAMES =
      Set.copyOf(List.of("wave", "epoch", "authority", "source", "target"));

  private RouteCodec() {}

  /** Version 1: the fields in the record's order, one {@code name=value} line each. */
  public static byte[] encode(Route route) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("wave", route.wave());
    fields.put("epoch", Long.toString(route.epoch()));
    fields.put("authority", route.authority().name());
    fields.put("source", route.source());
    fields.put("target", route.target());
    return FieldLines.written(fields);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException for an unknown version or anything that version 1 does not
   *     allow; says what and why
   */
  public static Route decode(byte[] bytes) {
    Map<String, String> fields = FieldLines.read(WHAT, bytes, NAMES);
    return new Route(
        fields.get("wave"),
        FieldLines.number(WHAT, "epoch", fields.get("epoch")),
        authority(fields.get("authority")),
        fields.get("source"),
        fields.get("target"));
  }

  private static Authority authority(String name) {
    for (Authority authority : Authority.values()) {
      if (authority.name().equals(name)) {
        return authority;
      }
    }
    throw new IllegalArgumentException(
        WHAT + ": field 'authority' is '" + name + "', which is not SOURCE, NONE or TARGET");
  }
}
