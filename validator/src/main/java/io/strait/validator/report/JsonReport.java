package io.strait.validator.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCode.Family;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Proof;
import io.strait.validator.check.Verdict;
import io.strait.validator.digest.Digest;
import io.strait.validator.records.LagReport;
import io.strait.validator.records.PartitionLag;
import io.strait.validator.records.ScanReport;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/**
 * JSON form of reports. Offsets and counts are numbers, times are ISO 8601 strings in UTC.
 *
 * <p>Scan: {@code verdict} (passed, failed or inconclusive), {@code reason} (only when
 * inconclusive), {@code records}, {@code missing}, {@code duplicates}, {@code reordered}, {@code
 * key_order}, {@code key_partition}, {@code corrupt}, {@code tombstone_lost}, {@code header},
 * {@code timestamp}, {@code foreign}, {@code aborted_visible}, {@code txn_torn}, {@code shifted},
 * {@code truncated_source}, {@code reset_source}, {@code unverifiable} (counts of findings), {@code
 * offset_shifts}, {@code behind}, {@code started_at}, {@code duration_s}, {@code findings} (a
 * sample: {@code code}, {@code topic}, {@code target_topic}, {@code partition}, {@code
 * diverges_at}, {@code source_offset} and {@code target_offset} or null, {@code evidence}), {@code
 * partitions} ({@code topic}, {@code target_topic}, {@code partition}, {@code judged} and {@code
 * proven} as {@code [from, to)} pairs, {@code source_records}, {@code target_records}, {@code
 * behind}, {@code offset_shifts}, {@code first_divergence} or null, {@code explained} (counts by
 * code), {@code notes}, {@code proof} or null: {@code target_to} and {@code digest}, six lanes of
 * 16 hex digits) and {@code explained} (counts of findings that have a proved benign cause, by
 * code; they are in none of the counts above). Each finding also has {@code explanation} or null.
 *
 * <p>Lag: {@code at}, {@code lag_records}, {@code delay_ms} (or null), {@code partitions} ({@code
 * topic}, {@code target_topic}, {@code partition}, {@code source_end}, {@code target_end}, {@code
 * lag_records}, {@code delay_ms} or null).
 */
public final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  /** A scan as a tree, to be put into other documents. */
  public static ObjectNode tree(ScanReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("verdict", report.verdict().word());
    if (report.verdict() instanceof Verdict.Inconclusive inconclusive) {
      root.put("reason", inconclusive.reason());
    }
    root.put("records", report.records());
    counts(root, report.counts());
    root.put("offset_shifts", report.offsetShifts());
    root.put("behind", report.behind());
    root.put("started_at", report.startedAt().toString());
    root.put("duration_s", seconds(report.duration()));
    ArrayNode findings = root.putArray("findings");
    report.findings().forEach(finding -> finding(findings.addObject(), finding));
    ArrayNode partitions = root.putArray("partitions");
    report.partitions().forEach(partition -> partition(partitions.addObject(), partition));
    FindingCounts explained = FindingCounts.NONE;
    for (PartitionReport partition : report.partitions()) {
      explained = explained.plus(partition.explained());
    }
    byCode(root.putObject("explained"), explained);
    return root;
  }

  /** Lag and delay as a tree. */
  public static ObjectNode tree(LagReport report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("at", report.at().toString());
    root.put("lag_records", report.lag());
    root.put("delay_ms", report.delay().map(Duration::toMillis).orElse(null));
    ArrayNode partitions = root.putArray("partitions");
    report.partitions().forEach(partition -> lag(partitions.addObject(), partition));
    return root;
  }

  /** A tree as indented text. */
  public static String text(ObjectNode tree) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
    }
  }

  private static void counts(ObjectNode node, FindingCounts counts) {
    for (FindingCode code : FindingCode.values()) {
      if (code.family() == Family.RECORDS || code.family() == Family.COVERAGE) {
        node.put(field(code), counts.of(code));
      }
    }
  }

  private static String field(FindingCode code) {
    return code == FindingCode.DUPLICATE ? "duplicates" : code.name().toLowerCase(Locale.ROOT);
  }

  private static void finding(ObjectNode node, Finding finding) {
    node.put("code", finding.code().name());
    node.put("topic", finding.topic().source());
    node.put("target_topic", finding.topic().target());
    node.put("partition", finding.partition());
    node.put("diverges_at", finding.divergesAt());
    node.put(
        "source_offset",
        finding.sourceOffset().isPresent() ? finding.sourceOffset().getAsLong() : null);
    node.put(
        "target_offset",
        finding.targetOffset().isPresent() ? finding.targetOffset().getAsLong() : null);
    node.put("evidence", finding.evidence());
    node.put("explanation", finding.explanation().orElse(null));
  }

  private static void byCode(ObjectNode node, FindingCounts counts) {
    counts.byCode().forEach((code, count) -> node.put(field(code), count));
  }

  private static void proof(ObjectNode node, Proof proof) {
    node.put("target_to", proof.targetTo());
    Digest digest = proof.digest();
    ArrayNode lanes = node.putArray("digest");
    for (long lane :
        new long[] {
          digest.count(),
          digest.sum(),
          digest.content(),
          digest.headers(),
          digest.timestamps(),
          digest.offsets()
        }) {
      lanes.add(HexFormat.of().toHexDigits(lane));
    }
  }

  private static void partition(ObjectNode node, PartitionReport report) {
    node.put("topic", report.topic().source());
    node.put("target_topic", report.topic().target());
    node.put("partition", report.partition());
    range(node.putArray("judged"), report.judged());
    range(node.putArray("proven"), report.proven());
    node.put("source_records", report.sourceRecords());
    node.put("target_records", report.targetRecords());
    node.put("behind", report.behind());
    node.put("offset_shifts", report.offsetShifts());
    node.put(
        "first_divergence",
        report.firstDivergence().isPresent() ? report.firstDivergence().getAsLong() : null);
    byCode(node.putObject("explained"), report.explained());
    ArrayNode notes = node.putArray("notes");
    report.notes().forEach(notes::add);
    if (report.proof().isPresent()) {
      proof(node.putObject("proof"), report.proof().get());
    } else {
      node.putNull("proof");
    }
  }

  private static void range(ArrayNode node, OffsetRange range) {
    node.add(range.from()).add(range.to());
  }

  private static void lag(ObjectNode node, PartitionLag lag) {
    node.put("topic", lag.topic().source());
    node.put("target_topic", lag.topic().target());
    node.put("partition", lag.partition());
    node.put("source_end", lag.sourceEnd());
    node.put("target_end", lag.targetEnd());
    node.put("lag_records", lag.lag());
    node.put("delay_ms", lag.delay().map(Duration::toMillis).orElse(null));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
