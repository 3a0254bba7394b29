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

  /** One line per link, without partitions. */
  public static String summary(JsonNode links) {
    StringBuilder text = new StringBuilder();
    links.forEach(link -> appendHead(text, link));
    return text.toString();
  }

  /** Lag and delay as measured from outside. */
  public static String measured(JsonNode links) {
    StringBuilder text = new StringBuilder();
    for (JsonNode link : links) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s  lag %s  delay %s%n",
              link.get("name").asText(),
              known(link.get("lag_records"), " records"),
              link.get("delay_ms").isNull() ? "none" : known(link.get("delay_ms"), " ms")));
      for (JsonNode partition : link.get("partitions")) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %-32s copied to %s of %s, lag %s%n",
                partition.get("target_topic").asText() + "-" + partition.get("partition").asInt(),
                known(partition.get("target_end"), ""),
                known(partition.get("source_end"), ""),
                known(partition.get("lag_records"), "")));
      }
    }
    return text.toString();
  }

  private static void appendLink(StringBuilder text, JsonNode link) {
    appendHead(text, link);
    link.get("partitions").forEach(partition -> appendPartition(text, partition));
  }

  private static void appendLosses(StringBuilder text, JsonNode link) {
    if (link.path("dead_letters").asLong() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "  ! %,d dead letters: 'strait dlq list %s' explains them%n",
              link.get("dead_letters").asLong(),
              link.get("name").asText()));
    }
    if (!link.path("gaps").isEmpty()) {
      text.append("  ! gaps: ")
          .append(PartitionNotes.tally(link.get("gaps")))
          .append("; 'strait gaps --link ")
          .append(link.get("name").asText())
          .append("' lists them\n");
    }
  }

  private static void appendHead(StringBuilder text, JsonNode link) {
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
    if (!link.get("partitions").isEmpty()) {
      text.append("  ")
          .append(link.get("partitions").size())
          .append(" partitions: ")
          .append(PartitionNotes.tally(link.get("modes")))
          .append("; guard ")
          .append(PartitionNotes.tally(link.get("guards")))
          .append("; ")
          .append(PartitionNotes.tally(link.get("states")))
          .append('\n');
    }
    appendLosses(text, link);
    if (link.has("flow") && !FlowText.brief(link.get("flow")).isEmpty()) {
      text.append("  flow: ").append(FlowText.brief(link.get("flow"))).append('\n');
    }
    if (link.has("slo")) {
      text.append(SloText.brief(link.get("slo")));
    }
    if (link.has("audit")) {
      AuditView.text(link.get("audit"))
          .lines()
          .forEach(line -> text.append("  audit: ").append(line).append('\n'));
    }
    link.path("twin").forEach(twin -> text.append(TwinText.kept(twin)));
    if (link.has("problem")) {
      text.append("  ! ").append(link.get("problem").asText()).append('\n');
    }
    for (JsonNode refused : link.path("refused_topics")) {
      text.append("  ! topic '")
          .append(refused.get("topic").asText())
          .append("' ")
          .append(refused.get("reason").asText())
          .append('\n');
    }
  }

  private static void appendPartition(StringBuilder text, JsonNode partition) {
    text.append(
        String.format(
            Locale.ROOT,
            "  %-32s %-10s %-7s guard %-8s copied to %s of %s, lag %s, delay %s%n",
            partition.get("topic").asText() + "-" + partition.get("partition").asInt(),
            partition.get("state").asText(),
            partition.get("mode").asText(),
            partition.get("guard").asText(),
            known(partition.get("copied_to"), ""),
            known(partition.get("source_log_end"), ""),
            known(partition.get("lag_records"), ""),
            known(partition.get("delay_ms"), " ms")));
    String more = PartitionNotes.of(partition);
    if (!more.isEmpty()) {
      text.append("    ").append(more).append('\n');
    }
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
