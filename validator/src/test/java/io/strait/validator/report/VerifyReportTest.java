package io.strait.validator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import io.strait.validator.check.Verdict;
import io.strait.validator.performance.Measure;
import io.strait.validator.performance.Measure.Judgement;
import io.strait.validator.performance.PerformanceReport;
import io.strait.validator.scope.Confidence;
import io.strait.validator.session.SessionReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VerifyReportTest {
  private static final Path PAGE = Path.of("").toAbsolutePath().getParent();
  private static final Set<String> BY_NAME = Set.of("contracts", "topic_ids", "counts");
  private static final SessionReport RECORDS = SessionReports.of(1, 7);
  private static final ResourceReport CLEAN =
      new ResourceReport("acls", 12, List.of(), List.of(), List.of());
  private static final PerformanceReport SLOW =
      new PerformanceReport(
          "failed",
          "slower in every round: produce_p50_us",
          OptionalDouble.of(1.5),
          5,
          1_000,
          List.of(new Measure("produce_p50_us", 800, 2_400, 3, 2.5, 3.5, Judgement.SLOWER)));

  private static ResourceReport skipping(int groups) {
    List<ResourceFinding> findings = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      findings.add(
          new ResourceFinding(
              FindingCode.GROUP_SKIP,
              "group g" + i + SessionReports.EVIL,
              "orders-3",
              Optional.of("5"),
              Optional.empty(),
              Moved.TARGET,
              "would skip 2 records",
              Optional.empty()));
    }
    return new ResourceReport("groups", 500, findings, List.of("g9 is hidden"), List.of("a note"));
  }

  private static VerifyReport report(
      Optional<SessionReport> records, int code, ResourceReport... besides) {
    return new VerifyReport(
        "link east-west", records, List.of(besides), Optional.empty(), code, "strait test");
  }

  private static VerifyReport measured() {
    return new VerifyReport(
        "east to west", Optional.empty(), List.of(), Optional.of(SLOW), 3, "strait test");
  }

  private static SessionReport passed() {
    return SessionReports.with(new Verdict.Passed(), SessionReports.of(1, 1));
  }

  private static String last(VerifyReport report) {
    List<String> lines = TextReport.of(report).lines().toList();
    return lines.get(lines.size() - 1);
  }

  @Test
  void shouldEndWithVerdictExitCodeAndWhatToDoNext() {
    assertThat(last(report(Optional.of(passed()), 0)))
        .isEqualTo("PASSED, exit code 0. Next: --mode since-last proves only what is new");
    assertThat(last(report(Optional.of(RECORDS), 3)))
        .isEqualTo("FAILED, exit code 3. Next: strait explain CORRUPT, or --evidence DIR");
    assertThat(last(report(Optional.of(passed()), 3, skipping(1))))
        .isEqualTo("FAILED, exit code 3. Next: strait explain GROUP_SKIP");
    assertThat(last(measured())).startsWith("FAILED, exit code 3. Next: ").contains("--at-most");
    SessionReport sample = SessionReports.with(new Verdict.Sampled("0 of 5"), RECORDS);
    assertThat(last(report(Optional.of(sample), 4, CLEAN)))
        .isEqualTo("SAMPLED, exit code 4. Next: --mode full proves all of it");
    SessionReport cut = SessionReports.cut(RECORDS);
    assertThat(last(report(Optional.of(cut), 4)))
        .isEqualTo("INCONCLUSIVE, exit code 4. Next: the same with --resume goes on");
  }

  @Test
  void shouldFitOneScreenInATypicalCase() {
    for (VerifyReport one :
        List.of(
            report(Optional.of(passed()), 0, CLEAN),
            report(Optional.of(SessionReports.of(1, 2)), 3),
            report(Optional.empty(), 3, skipping(3)),
            measured())) {
      List<String> lines = TextReport.of(one).lines().toList();
      int rows = lines.stream().mapToInt(line -> Math.max(1, (line.length() + 79) / 80)).sum();
      assertThat(rows).as(TextReport.of(one)).isLessThanOrEqualTo(24);
    }
  }

  @Test
  void shouldGiveOneVerdictForRecordsAndEverythingBesides() {
    ObjectNode json = VerifyJson.tree(report(Optional.of(passed()), 3, skipping(1), CLEAN));

    assertThat(json.fieldNames())
        .toIterable()
        .startsWith("version", "verdict", "exit_code", "pair", "records_verdict", "records");
    assertThat(json.get("version").asInt()).isEqualTo(1);
    assertThat(json.get("verdict").asText()).isEqualTo("failed");
    assertThat(json.get("exit_code").asInt()).isEqualTo(3);
    assertThat(json.get("records_verdict").asText()).isEqualTo("passed");
    assertThat(json.get("besides")).hasSize(2);
    assertThat(VerifyJson.tree(measured()).get("measures")).hasSize(1);
  }

  @Test
  void shouldDocumentEveryField() throws IOException {
    String page = Files.readString(PAGE.resolve("docs/report.md"));
    SessionReport sample = SessionReports.sampled(new Confidence(4, 80, 400, 8_000, 4), RECORDS);

    Set<String> names = new TreeSet<>();
    names(VerifyJson.tree(report(Optional.of(sample), 3, skipping(1))), names);
    names(VerifyJson.tree(measured()), names);

    assertThat(names).contains("version", "at_most_differing", "stretches", "moved", "judgement");
    assertThat(names).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    assertThat(names).allMatch(name -> name.matches("[a-z_]+"));
  }

  /** Names of fields, but not those of topics and codes. */
  private static void names(JsonNode node, Set<String> into) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      into.add(field.getKey());
      if (!BY_NAME.contains(field.getKey())) {
        names(field.getValue(), into);
      }
    }
    if (node.isArray()) {
      node.forEach(one -> names(one, into));
    }
  }

  @Test
  void shouldShowGroupsMetadataAndPerformanceOnThePage() {
    String page = HtmlReport.of(report(Optional.of(passed()), 3, skipping(1), CLEAN));
    assertThat(page)
        .contains("badge failed\">failed</span> strait verify link east-west")
        .contains("<h2>Groups and metadata</h2>", "GROUP_SKIP", "would skip 2 records")
        .contains("g9 is hidden", "a note", "<td>ACLs</td>", ">nothing<")
        .contains("FAILED, exit code 3. Next: strait explain GROUP_SKIP")
        .doesNotContain(SessionReports.EVIL, " style=", "<h2>Performance</h2>");
    String many = HtmlReport.of(report(Optional.empty(), 3, skipping(20_000)));
    assertThat(many).contains("The first 500 of 20,000").doesNotContain("<h2>Map</h2>");
    assertThat(many.length()).isLessThan(1_000_000);

    assertThat(HtmlReport.of(measured()))
        .contains("<h2>Performance</h2>", "all replicas in sync have it, median")
        .contains("0.80 ms", "2.40 ms", "<b>3.00</b>", "2.50 to 3.50", "slower in every round")
        .contains("<rect class=\"bound\"");
  }

  @Test
  void shouldTellStatesApartWithoutColour() {
    String page = HtmlReport.of(RECORDS, "strait test");

    assertThat(page)
        .contains("proved equal", "divergent: differs", "unproved: not judged")
        .containsPattern("class=\"proved\" x=\"0\" width=\"\\d+\" y=\"4\" height=\"8\"")
        .containsPattern("class=\"divergent\" x=\"400\" width=\"3\" y=\"0\" height=\"16\"")
        .containsPattern("class=\"unproved\" x=\"400\" width=\"600\" y=\"7\" height=\"2\"")
        .containsPattern("class=\"explained\" x=\"400\" width=\"3\" y=\"8\" height=\"8\"")
        .contains("<span>1000</span><span>1001000</span>", "divergent [401000, 401001)");
  }
}
