package io.strait.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.strait.ops.config.ConfigLoader;
import io.strait.ops.config.StraitConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The generated rules, judged by Prometheus' own promtool. Where it is not installed that part is
 * left out, and that is said, unless {@code -Dstrait.promtool=demanded}.
 */
class SloRulesTest {
  private static final String CONFIG =
      """
      version: 1
      clusters:
        east: {bootstrap: "east:9092"}
        west: {bootstrap: "west:9092"}
      links:
        - {name: east-west, source: east, target: west, topics: [orders]}
        - {name: second, source: east, target: west, topics: [flights]}
      """;

  private static final String EVENTS =
      "strait_slo_events_total{link=\"east-west\",objective=\"freshness\",instance=\"a\",result=";

  private static final String FAST =
      """
              - exp_labels: {severity: critical, link: east-west, objective: freshness}
                exp_annotations:
                  summary: "Link east-west does not keep its promise: freshness"
                  description: "Promised are 99.9 % of records visible on the target in time over 30d. The error budget burns at least 6.0x too fast. 'strait slo --link east-west' shows what was measured and what is done about it."
                  runbook_url: "runbooks/slo-freshness.md"
      """;

  private static final String SLOW = FAST.replace("critical", "warning").replace("6.0x", "1.0x");

  private static final String ABSENT =
      """
              - exp_labels: {severity: warning, link: east-west, objective: freshness}
                exp_annotations:
                  summary: "Nobody measures freshness of link east-west"
                  description: "What is not measured is not kept. 'strait slo --link east-west' of the daemon that owns the link says why."
                  runbook_url: "runbooks/slo-freshness.md"
      """;

  @TempDir private Path folder;

  @Test
  void shouldMakeRulesThatPromtoolAccepts() throws Exception {
    Path rules = rules("objectives:");

    assertThat(promtool("check", "rules", rules.toString())).contains("SUCCESS");
  }

  @Test
  void shouldPageForAFastBurnAndStopSoonAfterIt() throws Exception {
    // Two hours of 1,000 good events a minute, five minutes of nothing but bad ones, then good.
    String series =
        series("0+1000x120 120000+0x5 121000+1000x120", "0+0x120 1000+1000x4 5000+0x120");

    test(
        series,
        at("2h", "StraitFreshnessBurnsFast", ""),
        at("2h4m", "StraitFreshnessBurnsFast", FAST),
        at("2h50m", "StraitFreshnessBurnsFast", ""),
        at("4h", "StraitFreshnessNotMeasured", ""));
  }

  @Test
  void shouldNotFlapWhenABurnHoversAroundItsLimit() throws Exception {
    // After six good hours, twelve minutes of 30 of 1,000 bad and eight without, five times: 18
    // times
    // too fast over the hour, 30 times or not at all over five minutes, 5 times over six hours.
    StringBuilder good = new StringBuilder("0+1000x360");
    StringBuilder bad = new StringBuilder("0+0x360");
    long goods = 360_000;
    long bads = 0;
    for (int i = 0; i < 10; i++) {
      int minutes = i % 2 == 0 ? 12 : 8;
      long wrong = i % 2 == 0 ? 30 : 0;
      good.append(run(goods, 1_000 - wrong, minutes));
      bad.append(run(bads, wrong, minutes));
      goods += minutes * (1_000 - wrong);
      bads += minutes * wrong;
    }
    List<String> expected = new ArrayList<>();
    for (int minute = 412; minute < 460; minute += 2) {
      expected.add(at(minute + "m", "StraitFreshnessBurnsFast", FAST));
    }

    test(series(good.toString(), bad.toString()), expected.toArray(String[]::new));
  }

  @Test
  void shouldOpenATicketForASlowBurn() throws Exception {
    // 4 of 1,000 bad: 4 times too fast.
    String series = series("0+996x2000", "0+4x2000");

    test(
        series, at("30h", "StraitFreshnessBurnsFast", ""), at("30h", "StraitFreshnessBurns", SLOW));
  }

  @Test
  void shouldBeQuietBelowTheFloorUnlessErrorsAreMany() throws Exception {
    // Every twelve minutes one event, and all are bad: 5 an hour, 30 in six hours.
    String series =
        series(
            "0+0x600",
            "0x11 1x11 2x11 3x11 4x11 5x11 6x11 7x11 8x11 9x11 10x11 11x11 12x11 13x11 14x11 15x11 16x11 17x11 18x11 19x11 20x11");

    test(
        series,
        at("1h", "StraitFreshnessBurnsFast", ""),
        at("1h30m", "StraitFreshnessBurnsFast", ""),
        at("3h50m", "StraitFreshnessBurnsFast", FAST));
  }

  @Test
  void shouldTellThatNobodyMeasures() throws Exception {
    test(
        "      - series: 'other'\n        values: '0x60'\n",
        at("4m", "StraitFreshnessNotMeasured", ""),
        at("40m", "StraitFreshnessNotMeasured", ABSENT));
    test(
        series("0+10x60 600x60", "0+0x60 0x60"),
        at("50m", "StraitFreshnessNotMeasured", ""),
        at("1h50m", "StraitFreshnessNotMeasured", ABSENT));
  }

  @Test
  void shouldSpeakOfTheSameObjectivesAsTheDaemon() throws Exception {
    JsonNode changed =
        groups(
            "objectives: {freshness: 99.99, order: off, offsets: 80, heartbeats: off,"
                + " runbookBase: 'https://wiki.example.org/s', floor: {events: 7, errors: 3}}");

    List<String> names = changed.findValuesAsText("alert");
    assertThat(names)
        .contains("StraitFreshnessBurnsFast", "StraitOffsetsBurns", "StraitErrorBudgetSpent")
        .doesNotContain("StraitOrderBurns", "StraitOffsetsBurnsFast", "StraitFreshnessNotMeasured");
    assertThat(names.stream().filter("StraitFreshnessBurnsFast"::equals)).hasSize(2);
    String expression = rule(changed, "StraitFreshnessBurnsFast").get("expr").asText();
    assertThat(expression)
        .contains(
            "strait:slo_bad:ratio_rate1h{link=\"east-west\",objective=\"freshness\"} > 0.00144")
        .contains("strait:slo_bad:ratio_rate30m")
        .contains(">= 7 or", ">= 3)");
    assertThat(changed.findValuesAsText("runbook_url"))
        .allMatch(url -> url.startsWith("https://wiki.example.org/s/runbooks/slo-"));
  }

  @Test
  void shouldNameRunbooksThatAreThere() throws Exception {
    List<String> named = groups("objectives:").findValuesAsText("runbook_url");

    assertThat(named).isNotEmpty();
    assertThat(named).allMatch(one -> Files.isRegularFile(Path.of("..", one)));
  }

  @Test
  void shouldMakeNoRuleWithoutObjectives() {
    assertThat(SloRules.text(config(""))).endsWith("groups: []\n");
  }

  private static JsonNode rule(JsonNode groups, String alert) {
    for (JsonNode rule : groups.get("groups").get(1).get("rules")) {
      if (rule.path("alert").asText().equals(alert)) {
        return rule;
      }
    }
    throw new AssertionError("no rule " + alert);
  }

  private static JsonNode groups(String objectives) throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(SloRules.text(config(objectives)));
  }

  private static StraitConfig config(String objectives) {
    return ConfigLoader.parse(CONFIG + objectives + "\n", Path.of("."), Map.of());
  }

  private Path rules(String objectives) throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), SloRules.text(config(objectives)));
  }

  /** A counter that goes on for some minutes. */
  private static String run(long from, long step, int minutes) {
    return " " + (from + step) + "+" + step + "x" + (minutes - 1);
  }

  private static String series(String good, String bad) {
    return "      - series: '"
        + EVENTS
        + "\"good\"}'\n        values: '"
        + good
        + "'\n      - series: '"
        + EVENTS
        + "\"bad\"}'\n        values: '"
        + bad
        + "'\n";
  }

  /** What an alert is at a time; without expected ones it must be quiet. */
  private static String at(String time, String alert, String expected) {
    return "      - eval_time: "
        + time
        + "\n        alertname: "
        + alert
        + "\n        exp_alerts:"
        + (expected.isEmpty() ? " []\n" : "\n" + expected.indent(2).replaceAll("(?m)^ {2}$", ""));
  }

  private void test(String series, String... expected) throws Exception {
    rules("objectives: {links: {second: {freshness: off}}}");
    String text =
        "rule_files: [rules.yaml]\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n"
            + "    input_series:\n"
            + series
            + "    alert_rule_test:\n"
            + String.join("", expected);
    Path tests = Files.writeString(folder.resolve("tests.yaml"), text);
    assertThat(promtool("test", "rules", tests.toString())).contains("SUCCESS");
  }

  private static String promtool(String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of("promtool"));
    line.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } catch (IOException e) {
      if (System.getProperty("strait.promtool", "").equals("demanded")) {
        return fail("promtool is demanded by -Dstrait.promtool, but is not installed: " + e);
      }
      return abort("left out: promtool is not installed");
    }
  }
}
