package io.strait.ops.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Subject STRAIT = new Subject("catch-up", "strait", "lz4", "128k");
  private static final Bound SEVEN_TIMES =
      new Bound(
          "speed", "catch-up", "lz4", "128k", "mb_per_s", "mm2-tuned", Bound.Sense.AT_LEAST, 7);
  private static final Bound SMALL =
      new Bound("memory", "catch-up", "*", "*", "rss_mib", "", Bound.Sense.AT_MOST, 700);

  private final Results results = new Results();

  @Test
  void shouldTakeTheMiddleWhenRunsAreOdd() {
    assertThat(Median.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
  }

  @Test
  void shouldTakeTheMeanOfTheTwoInTheMiddleWhenRunsAreEven() {
    assertThat(Median.of(List.of(8.0, 1.0, 2.0, 4.0))).isEqualTo(3);
  }

  @Test
  void shouldRefuseAMedianOfNothing() {
    assertThatThrownBy(() -> Median.of(List.of())).hasMessageContaining("no median");
  }

  @Test
  void shouldDivideMediansNotSingleRuns() {
    speeds("strait", 700, 10, 900);
    speeds("mm2-tuned", 100, 90, 5_000);

    List<Ratio> ratios = Ratio.of(List.of(SEVEN_TIMES), results);

    assertThat(ratios).hasSize(1);
    assertThat(ratios.get(0).value().orElseThrow()).isCloseTo(7, within(1e-9));
    assertThat(ratios.get(0).reach()).isEqualTo(Reach.REACHED);
  }

  @Test
  void shouldNotReachABoundWhenJustBelow() {
    speeds("strait", 699);
    speeds("mm2-tuned", 100);

    assertThat(Ratio.of(List.of(SEVEN_TIMES), results).get(0).reach()).isEqualTo(Reach.MISSED);
  }

  @Test
  void shouldSayThatABoundHasNoDataWhenTheOtherEngineWasNotMeasured() {
    speeds("strait", 700);

    Ratio ratio = Ratio.of(List.of(SEVEN_TIMES), results).get(0);

    assertThat(ratio.reach()).isEqualTo(Reach.NO_DATA);
    assertThat(ratio.strait()).hasValue(700);
    assertThat(ratio.value()).isEmpty();
  }

  @Test
  void shouldSayThatABoundHasNoDataWhenItsCellWasNotRun() {
    List<Ratio> ratios = Ratio.of(Bounds.all(), results);

    assertThat(ratios).hasSameSizeAs(Bounds.all());
    assertThat(ratios).allMatch(ratio -> ratio.reach() == Reach.NO_DATA);
  }

  @Test
  void shouldSayThatABoundHasNoDataWhenTheOnlyRunFailed() {
    speeds("strait", 700);
    results.fail(STRAIT.of("mm2-tuned"), "it fell over");

    assertThat(Ratio.of(List.of(SEVEN_TIMES), results).get(0).reach()).isEqualTo(Reach.NO_DATA);
    assertThat(report().hasFailures()).isTrue();
  }

  @Test
  void shouldNotPassAsAWholeWhenABoundIsMissedOrHasNoData() {
    assertThat(report().reach()).isEqualTo(Reach.NO_DATA);
    speeds("strait", 699);
    speeds("mm2-tuned", 100);
    assertThat(report().reach()).isEqualTo(Reach.MISSED);
    results.add(STRAIT, Map.of("mb_per_s", 800.0));
    assertThat(report().reach()).isEqualTo(Reach.REACHED);
  }

  @Test
  void shouldHoldAFigureItselfAgainstItsBound() {
    results.add(STRAIT, Map.of("rss_mib", 701.0));

    List<Ratio> ratios = Ratio.of(List.of(SMALL), results);

    assertThat(ratios).singleElement().extracting(Ratio::reach).isEqualTo(Reach.MISSED);
  }

  @Test
  void shouldPromiseEveryBoundForWorkThatIsMeasured() {
    assertThat(Bounds.all())
        .extracting(Bound::cell)
        .containsOnly("catch-up", "latency", "wan-source", "wan-target", "start", "groups", "many");
  }

  @Test
  void shouldKeepTheFieldNamesOfTheReport() throws IOException {
    speeds("strait", 700, 800, 900);
    speeds("mm2-tuned", 100);
    results.fail(STRAIT.of("loop"), "it \"fell\" over");

    JsonNode json = new JsonMapper().readTree(ReportJson.of(report()));

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "benchmark", "quick", "setting", "results", "ratios", "not_measured", "duration_s");
    JsonNode first = json.get("results").get(0);
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly(
            "cell",
            "engine",
            "codec",
            "batch",
            "mb_per_s",
            "mirror_cpu_s_per_gib",
            "target_cpu_s_per_gib",
            "rss_mib",
            "medians",
            "runs",
            "failures");
    assertThat(first.get("rss_mib").isNull()).isTrue();
    assertThat(first.get("medians").get("mb_per_s").asDouble()).isEqualTo(800);
    assertThat(first.get("mb_per_s").asDouble()).isEqualTo(800);
    assertThat(first.get("runs").get(2).get("mb_per_s").asDouble()).isEqualTo(900);
    assertThat(json.get("ratios").get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "work", "cell", "codec", "batch", "figure", "strait", "against", "other", "value",
            "sense", "bound", "reached");
  }

  @Test
  void shouldListABoundWithoutDataAsNeitherReachedNorMissed() throws IOException {
    JsonNode ratio = new JsonMapper().readTree(ReportJson.of(report())).get("ratios").get(0);

    assertThat(ratio.get("reached").isNull()).isTrue();
    assertThat(ratio.get("value").isNull()).isTrue();
    assertThat(ReportText.of(report())).contains("no data");
  }

  @Test
  void shouldListWhatWasNotMeasured() throws IOException {
    results.leaveOut(new Unmeasured(STRAIT, 1, "no time"));

    JsonNode left = new JsonMapper().readTree(ReportJson.of(report())).get("not_measured").get(0);

    assertThat(left.get("cell").asText()).isEqualTo("catch-up");
    assertThat(left.get("reason").asText()).isEqualTo("no time");
    assertThat(ReportText.of(report())).contains("not measured", "no time");
    assertThat(ReportPage.of(report())).contains("Not measured", "no time");
    assertThat(report().hasFailures()).isFalse();
  }

  @Test
  void shouldShowBoundsAndFailuresInTheText() {
    speeds("strait", 699);
    speeds("mm2-tuned", 100);
    results.fail(STRAIT.of("loop"), "it fell over");

    assertThat(ReportText.of(report()))
        .contains("NOT REACHED", "6.99 (at least 7.00)", "does not count: it fell over");
  }

  @Test
  void shouldDrawABarForEachMedianAndACircleForEachRun() {
    speeds("strait", 700, 800, 900);
    speeds("mm2-tuned", 100);

    String page = ReportPage.of(report());

    assertThat(page).contains("<rect class=\"strait\"", "<rect class=\"mm2-tuned\"");
    assertThat(page.split("<circle", -1)).hasSize(5);
    assertThat(page).doesNotContain("<script", "http://", "https://");
  }

  @Test
  void shouldNotLetALogIntoThePageAsMarkup() {
    results.fail(STRAIT, "<b>");

    assertThat(ReportPage.of(report())).contains("&lt;b&gt;");
  }

  private void speeds(String engine, double... all) {
    for (double speed : all) {
      results.add(STRAIT.of(engine), Map.of("mb_per_s", speed));
    }
  }

  private BenchReport report() {
    return new BenchReport(
        false,
        Map.of("cores", "2"),
        results.all(),
        Ratio.of(List.of(SEVEN_TIMES), results),
        results.unmeasured(),
        1.5);
  }
}
