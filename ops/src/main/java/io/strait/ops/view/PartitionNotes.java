package io.strait.ops.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is worth a word about a partition beyond its line in the table. */
final class PartitionNotes {
  private PartitionNotes() {}

  /** Empty when everything is plain. */
  static String of(JsonNode partition) {
    List<String> notes = new ArrayList<>();
    String mode = partition.get("mode").asText();
    if (!mode.equals("EXACT")) {
      notes.add(mode + ": " + partition.get("mode_reason").asText());
    }
    if (mode.equals("MAPPED") && partition.get("target_end").asLong() >= 0) {
      notes.add("target offset " + number(partition.get("target_end")));
    }
    count(notes, partition.get("gap_offsets"), "offsets without data");
    count(notes, partition.get("aborted_records"), "aborted records dropped");
    count(notes, partition.get("filtered_records"), "filtered records left out");
    count(notes, partition.get("dead_letters"), "dead letters");
    count(notes, partition.get("missed_tombstones"), "keys deleted whose tombstones were missed");
    count(notes, partition.get("ledger_entries"), "gaps in the ledger (strait gaps)");
    count(notes, partition.get("lost_offsets"), "source offsets lost");
    List<String> reasons = new ArrayList<>();
    partition
        .get("rewritten_records")
        .properties()
        .forEach(one -> reasons.add(one.getKey() + " " + number(one.getValue())));
    if (!reasons.isEmpty()) {
      notes.add("rewritten: " + String.join(", ", reasons));
    }
    return String.join("; ", notes);
  }

  /** How many of each kind: {@code 3 EXACT, 1 MAPPED}. */
  static String tally(JsonNode counts) {
    List<String> parts = new ArrayList<>();
    counts.properties().forEach(one -> parts.add(one.getValue().asText() + " " + one.getKey()));
    return String.join(", ", parts);
  }

  private static void count(List<String> notes, JsonNode number, String what) {
    if (number.asLong() > 0) {
      notes.add(number(number) + " " + what);
    }
  }

  private static String number(JsonNode number) {
    return String.format(Locale.ROOT, "%,d", number.asLong());
  }
}
