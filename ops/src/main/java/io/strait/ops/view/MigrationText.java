package io.strait.ops.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A migration's JSON as one screen for people. */
public final class MigrationText {
  private MigrationText() {}

  /** Ends with a line break. */
  public static String of(JsonNode view) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Wave %s: %s since %s%n",
            view.get("wave").asText(),
            view.get("state").asText(),
            view.get("since").asText()));
    if (view.has("waiting_for")) {
      text.append("  waits for   ").append(view.get("waiting_for").asText()).append('\n');
    }
    text.append("  journal     ").append(journal(view)).append('\n');
    view.get("switches")
        .forEach(one -> text.append("  switched    ").append(decided(one)).append('\n'));
    JsonNode price = view.get("rollback_price");
    if (price != null) {
      text.append("  going back  ").append(price(price)).append('\n');
    }
    view.get("gates")
        .forEach(
            gate ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "  gate        %-12s %s: %s%n",
                        gate.get("verdict").asText(),
                        gate.get("gate").asText(),
                        gate.get("text").asText())));
    text.append("  next        ").append(next(view.get("next_commands"))).append('\n');
    return text.toString();
  }

  private static String journal(JsonNode view) {
    long lag = view.get("second_copy_lag").asLong();
    String copies =
        lag < 0 ? "" : lag == 0 ? ", both copies complete" : ", second copy lacks " + lag;
    return view.get("journal_entries").asLong() + " entries" + copies;
  }

  private static String decided(JsonNode one) {
    return String.format(
        Locale.ROOT,
        "%s -> %s at %s, writers paused %,d ms",
        one.get("from").asText(),
        one.get("to").asText(),
        one.get("at").asText(),
        one.get("write_pause_ms").asLong());
  }

  private static String price(JsonNode price) {
    long records = price.get("records").asLong();
    return records < 0
        ? "not known yet"
        : String.format(Locale.ROOT, "%,d records to copy back first", records);
  }

  private static String next(JsonNode commands) {
    List<String> words = new ArrayList<>();
    commands.forEach(command -> words.add("strait migrate " + command.asText()));
    return words.isEmpty() ? "nothing to ask for; it goes on by itself" : String.join(", ", words);
  }
}
