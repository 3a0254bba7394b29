package io.strait.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.strait.ops.view.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
  private static final Pattern METRIC = Pattern.compile("\\bstrait_[a-z_]+");
  private static final Pattern LABEL =
      Pattern.compile("\\$labels\\.([a-z_]+)|([a-z_]+)=\"[A-Z]+\"");

  @Test
  void shouldNameOnlyMetricsAndLabelsThatTheDaemonHas() throws Exception {
    String scraped = scrape();

    for (JsonNode rule : rules()) {
      String expression = rule.get("expr").asText();
      Set<String> metrics =
          METRIC.matcher(expression).results().map(MatchResult::group).collect(Collectors.toSet());
      assertThat(metrics).as(expression).isNotEmpty();
      for (String metric : metrics) {
        assertThat(scraped).as(expression).contains("# TYPE " + metric + " ");
      }
      for (String label : labels(rule)) {
        assertThat(scraped.lines())
            .as(rule.get("alert").asText() + " uses label " + label)
            .anyMatch(
                line -> metrics.stream().anyMatch(line::startsWith) && line.contains(label + "="));
      }
    }
  }

  @Test
  void shouldGiveEveryAlertANameAReasonAndAPatience() throws Exception {
    Set<String> names = new HashSet<>();

    for (JsonNode rule : rules()) {
      assertThat(names.add(rule.get("alert").asText())).isTrue();
      assertThat(rule.get("for").asText()).matches("\\d+[smh]");
      assertThat(rule.get("labels").get("severity").asText()).isIn("critical", "warning", "info");
      assertThat(rule.get("annotations").get("summary").asText()).isNotBlank();
      assertThat(rule.get("annotations").get("description").asText()).isNotBlank();
      assertThat(balance(rule.get("expr").asText())).as(rule.get("expr").asText()).isZero();
    }
    assertThat(names).contains("StraitPartitionHalted", "StraitDelay", "StraitGuardAged");
  }

  @Test
  void shouldLinkEveryAlertToARunbookThatIsThere() throws Exception {
    for (JsonNode rule : rules()) {
      String link = rule.get("annotations").path("runbook_url").asText();
      assertThat(link).as(rule.get("alert").asText()).matches("runbooks/[a-z-]+\\.md");
      assertThat(Path.of("..", link))
          .isRegularFile()
          .content()
          .contains(rule.get("alert").asText());
    }
    assertThat(AlertRules.text("https://wiki.example.org/s").lines())
        .filteredOn(line -> line.contains("runbook_url"))
        .hasSameSizeAs(rules())
        .allMatch(line -> line.contains(": \"https://wiki.example.org/s/runbooks/"));
  }

  private static int balance(String expression) {
    int open = 0;
    for (char one : expression.toCharArray()) {
      open += one == '(' || one == '{' || one == '[' ? 1 : 0;
      open -= one == ')' || one == '}' || one == ']' ? 1 : 0;
    }
    return open;
  }

  private static Set<String> labels(JsonNode rule) {
    return LABEL
        .matcher(rule.toString().replace("\\\"", "\""))
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .collect(Collectors.toSet());
  }

  private static List<JsonNode> rules() throws Exception {
    List<JsonNode> rules = new ArrayList<>();
    new ObjectMapper(new YAMLFactory())
        .readTree(AlertRules.text())
        .get("groups")
        .forEach(group -> group.get("rules").forEach(rules::add));
    assertThat(rules).isNotEmpty();
    return rules;
  }

  private static String scrape() {
    try (Metrics metrics = new Metrics(Sample::eventful)) {
      return metrics.scrape();
    }
  }
}
