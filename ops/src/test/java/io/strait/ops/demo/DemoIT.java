package io.strait.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strait.ops.cli.Strait;
import io.strait.ops.view.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class DemoIT {
  @TempDir Path folder;

  @Test
  void shouldPassAndReportEveryDocumentedFieldWhenRunAsUsersRunIt() throws Exception {
    Path file = folder.resolve("report.json");

    int code = strait("demo", "--soak", "1", "--report", file.toString());

    JsonNode report = new ObjectMapper().readTree(Files.readString(file));
    assertThat(code).as(report.toPrettyString()).isEqualTo(ExitCode.PASSED);
    assertThat(report.get("verdict").asText()).isEqualTo("passed");
    assertThat(report.get("records").asLong()).isGreaterThanOrEqualTo(60_000);
    for (String count :
        new String[] {
          "missing",
          "duplicates",
          "reordered",
          "reread",
          "skipped",
          "offset_shifts",
          "send_failures"
        }) {
      assertThat(report.get(count).asLong(-1)).as(count).isZero();
    }
    assertThat(report.get("switches")).hasSize(3);
    assertThat(report.get("switches").findValuesAsText("kind"))
        .containsExactly("cutover", "rollback", "cutover");
    assertThat(report.get("switches").findValuesAsText("from"))
        .containsExactly("east", "west", "east");
    assertThat(report.get("switches").findValue("write_pause_ms").asLong()).isPositive();
    assertThat(report.at("/delay_ms/p50").isNumber()).isTrue();
    assertThat(report.at("/delay_ms/p99").isNumber()).isTrue();
    assertThat(report.get("engine_cpu_s_per_gib").asDouble()).isPositive();
    assertThat(report.get("duration_s").asDouble()).isPositive();
    assertThat(report.at("/scan/verdict").asText()).isEqualTo("passed");
  }

  @Test
  void shouldRefuseBeforeStartingAnythingWhenTheReportCannotBeWritten() {
    assertThat(strait("demo", "--report", folder.resolve("absent/report.json").toString()))
        .isEqualTo(ExitCode.USAGE_OR_CONFIG);
    assertThat(strait("demo", "--rate", "0")).isEqualTo(ExitCode.USAGE_OR_CONFIG);
  }

  private static int strait(String... words) {
    StringWriter sink = new StringWriter();
    return Strait.run(new PrintWriter(sink), new PrintWriter(sink), words);
  }
}
