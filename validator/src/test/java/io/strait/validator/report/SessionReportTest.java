package io.strait.validator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.check.Verdict;
import io.strait.validator.records.Summary;
import io.strait.validator.session.SessionReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SessionReportTest {
  private static final String TOOL = "strait test";
  private static final SessionReport NONE =
      SessionReports.of(Summary.of(List.of(), List.of(), Instant.EPOCH, Duration.ZERO));

  @Test
  void shouldKeepTheNamesOfTheFields() {
    ObjectNode json = SessionJson.tree(SessionReports.of(1, 7), TOOL);

    assertThat(json.fieldNames())
        .toIterable()
        .endsWith(
            "partitions",
            "explained",
            "mode",
            "selection",
            "coverage",
            "sample",
            "seed",
            "source_cluster",
            "target_cluster",
            "topic_ids",
            "contracts",
            "resumed_from",
            "state",
            "notes",
            "cannot_see",
            "tool");
    assertThat(json.get("coverage").toString())
        .isEqualTo(
            "{\"asked\":7000000,\"judged\":6400000,\"proven\":6399998,\"explained\":1,"
                + "\"divergent\":1,\"unproved\":600000,\"percent\":91.42}");
    assertThat(json.get("seed").asText()).isEqualTo("00000000000000ff");
    assertThat(json.get("explained").toString()).isEqualTo("{\"missing\":1}");
    assertThat(json.at("/partitions/1/asked").toString()).isEqualTo("[1000,1001000]");
    assertThat(json.at("/partitions/2/stretches/1").toString())
        .isEqualTo(
            "{\"from\":401000,\"to\":1001000,\"state\":\"unproved\","
                + "\"why\":\"UNVERIFIABLE the time was up\"}");
    assertThat(json.get("cannot_see")).isNotEmpty();
  }

  @Test
  void shouldFitOneScreenWhateverWasFound() {
    String text = TextReport.of(SessionReports.of(40, 100));

    assertThat(text.lines().count()).isLessThan(25);
    assertThat(text)
        .startsWith("Verdict     FAILED\nMode        full, going on with the run of 2026-01-01")
        .contains("Coverage    91.4", "Explained   {MISSING=", "'strait explain modes'");
  }

  @Test
  void shouldSayOfASampleThatItIsOne() {
    SessionReport report =
        SessionReports.with(new Verdict.Sampled("0 differences in 5"), SessionReports.of(1, 1));

    assertThat(TextReport.of(report)).contains("SAMPLED", "0 differences in 5");
    assertThat(TextReport.of(report).toLowerCase()).doesNotContain("passed", "verified");
    assertThat(HtmlReport.of(report, TOOL)).contains("badge sampled").doesNotContain(">passed<");
  }

  @Test
  void shouldNeedNothingFromTheNetworkAndObeyAStrictPolicy() {
    String page = HtmlReport.of(SessionReports.of(3, 7), TOOL);

    assertThat(page)
        .contains("default-src 'none'; style-src 'sha256-")
        .contains("script-src 'sha256-")
        .doesNotContain("http://", "https://", " style=", "onclick", "<link", "src=\"");
    assertThat(Pattern.compile("<script>").matcher(page).results().count()).isEqualTo(1);
  }

  @Test
  void shouldEscapeWhatIsInRecords() {
    String page = HtmlReport.of(SessionReports.of(1, 7), TOOL);

    assertThat(page)
        .doesNotContain(SessionReports.EVIL)
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;");
  }

  @Test
  void shouldShowASingleBadRecordAmongAMillion() {
    String page = HtmlReport.of(SessionReports.of(1, 7), TOOL);

    assertThat(page)
        .contains("<rect class=\"divergent\" x=\"400\" width=\"3\"")
        .contains("orders → east.orders")
        .contains("divergent 1, unproved 0 offsets");
  }

  @Test
  void shouldStayUsableWithTenThousandPartitions() {
    String page = HtmlReport.of(SessionReports.of(1, 10_000), TOOL);

    assertThat(page.length()).isLessThan(12_000_000);
    assertThat(page).contains("partitions 9900 to 9999").doesNotContain("<details open");
  }

  @Test
  void shouldSayThatThereWasNothing() {
    assertThat(HtmlReport.of(NONE, TOOL))
        .contains("badge inconclusive", "There was no partition to judge", "<p>None.</p>");
    assertThat(TextReport.of(NONE)).contains("INCONCLUSIVE", "nothing to judge");
  }
}
