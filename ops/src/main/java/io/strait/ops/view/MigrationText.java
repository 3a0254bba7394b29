package io.strait.ops.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.strait.migrator.cutover.StateName;
import java.time.Instant;
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
            "Wave %s: %s%s%n",
            view.get("wave").asText(),
            view.get("state").asText(),
            since(view.get("since").asText())));
    if (view.has("note")) {
      text.append("  ! ").append(view.get("note").asText()).append('\n');
    }
    if (view.has("writers_held_since")) {
      text.append("  ! writers are held since ")
          .append(view.get("writers_held_since").asText())
          .append('\n');
    }
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
    text.append("  next        ").append(next(view)).append('\n');
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

  /** A migration without any entry has no time at which it began. */
  private static String since(String since) {
    return since.equals(Instant.EPOCH.toString()) ? ", not started" : " since " + since;
  }

  private static String next(JsonNode view) {
    if (view.get("state").asText().equals(StateName.COMPLETED.name())) {
      return NextStep.in(StateName.COMPLETED);
    }
    List<String> words = new ArrayList<>();
    view.get("next_commands").forEach(command -> words.add("strait migrate " + command.asText()));
    return words.isEmpty() ? "nothing to ask for; it goes on by itself" : String.join(", ", words);
  }
}
