package io.strait.ops.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.topology.LinkName;
import io.strait.validator.audit.AuditEntry;
import io.strait.validator.audit.AuditJson;
import io.strait.validator.audit.AuditSnapshot;
import io.strait.validator.audit.AuditSummary;
import io.strait.validator.audit.SealedRange;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Audits of links for machines and for people. Field names are stable; unknown numbers are -1. */
public final class AuditView {
  private static final JsonMapper MAPPER = new JsonMapper();

  private AuditView() {}

  /** What a daemon knows about a link that it audits, in short. */
  public static ObjectNode json(AuditStatus status) {
    ObjectNode json =
        status
            .snapshot()
            .map(one -> json(status.link(), one.summary()))
            .orElseGet(() -> MAPPER.createObjectNode().put("link", status.link().value()));
    status.problem().ifPresent(problem -> json.put("problem", problem));
    status
        .sink()
        .ifPresent(
            sink -> {
              ObjectNode database = json.putObject("database");
              database.put("behind", sink.behind());
              sink.problem().ifPresent(problem -> database.put("problem", problem));
            });
    return json;
  }

  /** The same with partitions, ranges, windows and findings. */
  public static ObjectNode whole(AuditStatus status) {
    ObjectNode json = json(status);
    status.snapshot().ifPresent(one -> details(json, one));
    return json;
  }

  /** How an audit stands, in short. */
  public static ObjectNode json(LinkName link, AuditSummary one) {
    ObjectNode json = MAPPER.createObjectNode().put("link", link.value());
    json.put("at", Instant.ofEpochMilli(one.at()).toString()).put("epoch", one.epoch());
    json.put("clean", one.isClean()).put("coverage", one.coverage());
    json.put("lag_offsets", one.lagOffsets());
    json.put("lag_s", one.lagMillis() < 0 ? -1 : one.lagMillis() / 1_000.0);
    ObjectNode offsets = json.putObject("offsets");
    Arrays.stream(SealedRange.State.values())
        .forEach(
            state -> offsets.put(state.name().toLowerCase(Locale.ROOT), one.totals().of(state)));
    json.put("records", one.totals().records());
    json.put("suspects", one.suspects());
    json.put("suspected", one.totals().suspected()).put("cleared", one.totals().cleared());
    ObjectNode codes = json.putObject("finding_counts");
    new TreeMap<>(one.findings()).forEach((code, count) -> codes.put(code.name(), count));
    json.put("window_count", one.windows()).put("unequal_windows", one.unequal());
    json.put("uncovered_partitions", one.uncovered().partitions());
    json.put("uncovered_offsets", one.uncovered().offsets());
    ArrayNode problems = json.putArray("problems");
    one.problems().forEach(problems::add);
    return json;
  }

  /** Adds all that is kept: entries as they are stored. */
  public static void details(ObjectNode json, AuditSnapshot one) {
    add(json, "positions", one.positions());
    add(json, "ranges", one.ranges());
    add(json, "times", one.times());
    add(json, "windows", one.windows());
    add(json, "findings", one.findings());
  }

  /** One line per link, and what is wrong below; ends with a line break. */
  public static String text(JsonNode audit) {
    StringBuilder text = new StringBuilder();
    if (!audit.has("offsets")) {
      text.append(String.format(Locale.ROOT, "%s  not audited yet%n", word(audit, "link")));
    } else {
      JsonNode offsets = audit.get("offsets");
      text.append(
          String.format(
              Locale.ROOT,
              "%s  %s  proved %,d of %,d offsets (%s)  lag %s%s%n",
              word(audit, "link"),
              audit.get("clean").asBoolean() ? "clean" : "NOT CLEAN",
              offsets.get("proved").asLong() + offsets.get("explained").asLong(),
              sealed(offsets),
              percent(audit.get("coverage").asDouble()),
              count(audit.get("lag_offsets"), " records"),
              audit.get("lag_s").asDouble() > 0
                  ? String.format(Locale.ROOT, " for %.0f s", audit.get("lag_s").asDouble())
                  : ""));
      trouble(text, audit);
    }
    audit
        .path("problems")
        .forEach(problem -> text.append("  ! ").append(problem.asText()).append('\n'));
    if (audit.has("problem")) {
      text.append("  ! ").append(word(audit, "problem")).append('\n');
    }
    JsonNode database = audit.path("database");
    if (database.path("behind").asLong() > 0) {
      text.append("  database: ").append(database.get("behind").asLong()).append(" behind\n");
    }
    if (database.has("problem")) {
      text.append("  ! ").append(word(database, "problem")).append('\n');
    }
    return text.toString();
  }

  /** Confirmed findings, one line each with the evidence below. */
  public static String findings(JsonNode audit) {
    StringBuilder text = new StringBuilder();
    for (JsonNode one : audit.path("findings")) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-16s %s-%d from source offset %d, target offset %s: %,d in [%d, %d), confirmed %s%n"
                  + "    %s%n",
              word(one, "code"),
              word(one, "topic"),
              one.get("partition").asInt(),
              one.get("diverges_at").asLong(),
              one.has("target_offset") ? word(one, "target_offset") : "none",
              one.get("count").asLong(),
              one.get("from").asLong(),
              one.get("to").asLong(),
              time(one.get("at").asLong()),
              word(one, "evidence")));
    }
    return text.isEmpty() ? "  no findings\n" : text.toString();
  }

  /** Windows by event time. */
  public static String windows(JsonNode audit) {
    StringBuilder text = new StringBuilder();
    for (JsonNode one : audit.path("windows")) {
      boolean timed = word(one, "window").equals("TIMED");
      boolean equal =
          one.get("source_records").equals(one.get("target_records"))
              && one.get("source_sum").equals(one.get("target_sum"));
      text.append(
          String.format(
              Locale.ROOT,
              "  %-24s %-20s %-11s rev %-3d source %,d  target %,d  %s%n",
              word(one, "topic"),
              timed
                  ? time(one.get("start").asLong())
                  : word(one, "window").toLowerCase(Locale.ROOT),
              timed ? word(one, "state").toLowerCase(Locale.ROOT) : "",
              one.get("revision").asInt(),
              one.get("source_records").asLong(),
              one.get("target_records").asLong(),
              equal ? "equal" : "DIFFERENT"));
    }
    return text.isEmpty() ? "  no windows\n" : text.toString();
  }

  /** How far each partition is, and what is kept of what was sealed. */
  public static String partitions(JsonNode audit) {
    StringBuilder text = new StringBuilder();
    for (JsonNode one : audit.path("positions")) {
      String place = word(one, "topic") + "-" + one.get("partition").asInt();
      text.append(
          String.format(
              Locale.ROOT,
              "  %-32s audited from %,d to %,d  %s%n",
              place,
              one.get("from").asLong(),
              one.get("sealed_to").asLong(),
              one.get("offsets")));
      for (JsonNode range : audit.path("ranges")) {
        boolean mine =
            range.get("topic").equals(one.get("topic"))
                && range.get("partition").equals(one.get("partition"));
        if (mine) {
          text.append(
              String.format(
                  Locale.ROOT,
                  "    [%d, %d) %s %s%n",
                  range.get("from").asLong(),
                  range.get("to").asLong(),
                  word(range, "state").toLowerCase(Locale.ROOT),
                  word(range, "why")));
        }
      }
    }
    return text.toString();
  }

  private static void trouble(StringBuilder text, JsonNode audit) {
    if (audit.get("suspects").asLong() > 0) {
      text.append("  suspects: ").append(audit.get("suspects").asLong());
      text.append(", judged again after the grace\n");
    }
    if (audit.get("offsets").get("unverifiable").asLong() > 0) {
      text.append("  ! unverifiable offsets: ");
      text.append(audit.get("offsets").get("unverifiable").asLong()).append('\n');
    }
    if (audit.path("uncovered_partitions").asLong() > 0) {
      text.append("  ! not audited: ").append(audit.get("uncovered_partitions").asLong());
      text.append(" partitions with ").append(audit.get("uncovered_offsets").asLong());
      text.append(" offsets that nobody has sealed\n");
    }
    if (!audit.get("finding_counts").isEmpty()) {
      text.append("  ! findings: ").append(PartitionNotes.tally(audit.get("finding_counts")));
      text.append("; 'strait audit --link ").append(word(audit, "link"));
      text.append(" --findings' says where\n");
    }
    if (audit.get("unequal_windows").asLong() > 0) {
      text.append("  windows that differ: ").append(audit.get("unequal_windows").asLong());
      text.append(" of ").append(audit.get("window_count").asLong()).append('\n');
    }
  }

  private static void add(ObjectNode json, String name, List<? extends AuditEntry> entries) {
    ArrayNode array = json.putArray(name);
    entries.forEach(entry -> array.add(AuditJson.tree(entry)));
  }

  private static long sealed(JsonNode offsets) {
    long sum = 0;
    for (JsonNode one : offsets) {
      sum += one.asLong();
    }
    return sum;
  }

  /** Rounded down: what is not whole never looks whole. */
  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f %%", Math.floor(share * 100_000) / 1_000);
  }

  private static String count(JsonNode number, String unit) {
    return number.asLong() < 0
        ? "unknown"
        : String.format(Locale.ROOT, "%,d%s", number.asLong(), unit);
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static String word(JsonNode json, String field) {
    return json.path(field).asText();
  }
}
