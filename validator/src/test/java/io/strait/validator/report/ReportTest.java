package io.strait.validator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Tally;
import io.strait.validator.check.Verdict;
import io.strait.validator.records.LagReport;
import io.strait.validator.records.PartitionLag;
import io.strait.validator.records.ScanReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void shouldKeepTheNamesOfTheFields() throws Exception {
    JsonNode json = new ObjectMapper().readTree(JsonReport.text(JsonReport.tree(failed(1))));

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "verdict",
            "records",
            "missing",
            "duplicates",
            "reordered",
            "key_order",
            "key_partition",
            "corrupt",
            "tombstone_lost",
            "header",
            "timestamp",
            "foreign",
            "aborted_visible",
            "txn_torn",
            "shifted",
            "truncated_source",
            "reset_source",
            "truncated_target",
            "reset_target",
            "unverifiable",
            "offset_shifts",
            "behind",
            "started_at",
            "duration_s",
            "findings",
            "partitions",
            "explained");
    assertThat(json.get("verdict").asText()).isEqualTo("failed");
    assertThat(json.get("missing").asLong()).isEqualTo(1);
    assertThat(json.get("duration_s").asDouble()).isEqualTo(1.25);
    assertThat(json.get("findings").get(0).toString())
        .isEqualTo(
            "{\"code\":\"MISSING\",\"topic\":\"flights\",\"target_topic\":\"flights\",\"partition\":3,"
                + "\"diverges_at\":40,\"source_offset\":40,\"target_offset\":null,\"evidence\":\"seen\","
                + "\"explanation\":null}");
    assertThat(json.get("partitions").get(0).toString())
        .isEqualTo(
            "{\"topic\":\"flights\",\"target_topic\":\"flights\",\"partition\":3,\"judged\":[0,100],"
                + "\"proven\":[0,40],\"source_records\":100,\"target_records\":99,\"behind\":2,"
                + "\"offset_shifts\":59,\"first_divergence\":40,\"explained\":{},\"notes\":[],"
                + "\"proof\":null}");
  }

  @Test
  void shouldFitOneScreenWhateverWasFound() {
    String text = TextReport.of(failed(5_000));

    assertThat(text.lines().count()).isLessThan(20);
    assertThat(text)
        .startsWith("Verdict     FAILED\nJudged      500,000 records in 5,000 partitions, in 1.3 s")
        .contains("missing 5,000  duplicate 0")
        .contains("flights-3  equal up to offset 40, then {MISSING=1}")
        .contains("MISSING flights-3 at 40: seen")
        .contains("and 4997 more");
  }

  @Test
  void shouldSayWhyWhenInconclusive() {
    ScanReport report =
        new ScanReport(
            new Verdict.Inconclusive("nobody answered"),
            0,
            List.of(),
            List.of(),
            new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 2L)),
            AT,
            Duration.ZERO);

    assertThat(TextReport.of(report)).contains("INCONCLUSIVE", "nobody answered", "unverifiable 2");
    assertThat(JsonReport.tree(report).get("reason").asText()).isEqualTo("nobody answered");
  }

  @Test
  void shouldWriteUnknownDelayAsNull() {
    TopicMapping topic = TopicMapping.same("flights");
    LagReport report =
        new LagReport(AT, List.of(new PartitionLag(topic, 0, 10, 7, 3, Optional.empty())));

    assertThat(JsonReport.tree(report).toString())
        .isEqualTo(
            "{\"at\":\"2026-01-02T03:04:05Z\",\"lag_records\":3,\"delay_ms\":null,\"partitions\":["
                + "{\"topic\":\"flights\",\"target_topic\":\"flights\",\"partition\":0,\"source_end\":10,"
                + "\"target_end\":7,\"lag_records\":3,\"delay_ms\":null}]}");
  }

  private static ScanReport failed(int partitions) {
    TopicMapping topic = TopicMapping.same("flights");
    List<PartitionReport> reports = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (int p = 3; p < 3 + partitions; p++) {
      Finding finding =
          new Finding(
              FindingCode.MISSING, topic, p, 40, OptionalLong.of(40), OptionalLong.empty(), "seen");
      findings.add(finding);
      reports.add(
          new PartitionReport(
              topic,
              p,
              new OffsetRange(0, 100),
              new OffsetRange(0, 40),
              new Tally(100, 99, 2, 59),
              new FindingCounts(Map.of(FindingCode.MISSING, 1L)),
              List.of(finding)));
    }
    return new ScanReport(
        new Verdict.Failed(findings),
        100L * partitions,
        reports,
        findings,
        new FindingCounts(Map.of(FindingCode.MISSING, (long) partitions)),
        AT,
        Duration.ofMillis(1_250));
  }
}
