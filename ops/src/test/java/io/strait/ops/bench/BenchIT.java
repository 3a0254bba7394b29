package io.strait.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.cli.Strait;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The smallest cell for real, with MirrorMaker 2 in its own class path. */
@Timeout(180)
class BenchIT {
  @TempDir Path folder;

  @BeforeAll
  static void home() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("replicator"))) {
      root = root.getParent();
    }
    System.setProperty("strait.home", root.toString());
  }

  @AfterAll
  static void noHome() {
    System.clearProperty("strait.home");
  }

  @Test
  void shouldMeasureEveryKindOfEngineAndLeaveOnlyTheReport() throws IOException {
    Path report = folder.resolve("bench.json");
    Path page = folder.resolve("bench.html");
    Path work = Files.createDirectory(folder.resolve("work"));
    StringWriter out = new StringWriter();

    int code =
        Strait.run(
            new PrintWriter(out, true),
            new PrintWriter(out, true),
            ("bench mirror --only catch-up --engines strait,mm2-tuned,relay --codec lz4"
                    + " --batch 128k --size 8 --rounds 1 --dir "
                    + work
                    + " --report "
                    + report
                    + " --page "
                    + page)
                .split(" "));

    assertThat(code).as(out.toString()).isZero();
    JsonNode json = new JsonMapper().readTree(report.toFile());
    Map<String, JsonNode> byEngine = new TreeMap<>();
    json.get("results").forEach(result -> byEngine.put(result.get("engine").asText(), result));
    assertThat(byEngine).containsOnlyKeys("strait", "mm2-tuned", "relay");
    byEngine.forEach(
        (engine, result) -> {
          assertThat(result.get("failures")).as(engine).isEmpty();
          assertThat(result.get("runs")).as(engine).hasSize(1);
          assertThat(result.get("medians").get("mb_per_s")).isEqualTo(result.get("mb_per_s"));
          assertThat(result.has("target_cpu_s_per_gib")).as(engine).isTrue();
          assertThat(result.get("mb_per_s").asDouble()).as(engine).isPositive();
          assertThat(result.get("mirror_cpu_s_per_gib").asDouble()).as(engine).isPositive();
          assertThat(result.get("rss_mib").asDouble()).as(engine).isPositive();
        });
    assertThat(json.get("ratios")).isNotEmpty();
    assertThat(page).isNotEmptyFile();
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void shouldNameTheChoicesWhenACellIsUnknown() {
    StringWriter out = new StringWriter();

    int code =
        Strait.run(
            new PrintWriter(out, true),
            new PrintWriter(out, true),
            "bench",
            "mirror",
            "--only",
            "latenzy");

    assertThat(code).isEqualTo(2);
    assertThat(out.toString()).contains("latenzy", "latency", "catch-up");
  }
}
