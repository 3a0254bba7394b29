package io.strait.ops.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The JSON views as tables for people, so that both doors show the same. */
public final class StatusText {
  private StatusText() {}

  /** All links, one line each, with their partitions below; ends with a line break. */
  public static String links(JsonNode links) {
    StringBuilder text = new StringBuilder();
    links.forEach(link -> appendLink(text, link));
    return text.toString();
  }

  private static void appendLink(StringBuilder text, JsonNode link) {
    text.append(
        String.format(
            Locale.ROOT,
            "%s  %s -> %s  %s  lag %s  delay %s  copied %,d records%n",
            link.get("name").asText(),
            link.get("source").asText(),
            link.get("target").asText(),
            link.get("owner").asBoolean() ? "owner" : "standby",
            known(link.get("lag_records"), " records"),
            known(link.get("delay_ms"), " ms"),
            link.get("copied_records").asLong()));
    if (link.has("problem")) {
      text.append("  ! ").append(link.get("problem").asText()).append('\n');
    }
    link.get("partitions").forEach(partition -> appendPartition(text, partition));
  }

  private static void appendPartition(StringBuilder text, JsonNode partition) {
    text.append(
        String.format(
            Locale.ROOT,
            "  %-32s %-10s %-7s guard %-8s copied to %s of %s, lag %s%n",
            partition.get("topic").asText() + "-" + partition.get("partition").asInt(),
            partition.get("state").asText(),
            partition.get("mode").asText(),
            partition.get("guard").asText(),
            known(partition.get("copied_to"), ""),
            known(partition.get("source_log_end"), ""),
            known(partition.get("lag_records"), "")));
    if (partition.has("problem")) {
      text.append("    ! ").append(partition.get("problem").asText()).append('\n');
    }
  }

  private static String known(JsonNode number, String unit) {
    return number.asLong() < 0
        ? "unknown"
        : String.format(Locale.ROOT, "%,d%s", number.asLong(), unit);
  }
}
