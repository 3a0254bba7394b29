package io.strait.validator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResourceTextTest {
  @Test
  void shouldShowWhatDiffersFirstAndStayShort() {
    List<ResourceFinding> findings =
        IntStream.range(0, 500)
            .mapToObj(i -> i % 2 == 0 ? skip(i) : skip(i).explained("declared"))
            .toList();
    ResourceReport report =
        new ResourceReport("groups", 1_000, findings, List.of("g9 is hidden"), List.of());
    String text = ResourceText.of(List.of(report));
    assertThat(text)
        .contains("Groups      failed: 1,000 compared, 250 differ, 250 explained")
        .contains("not judged: g9 is hidden")
        .contains("GROUP_SKIP group g0 orders-3: 5 -> 7; would skip; moved: target")
        .contains("and 238 more findings");
    assertThat(text.lines().count()).isLessThan(25);
  }

  @Test
  void shouldKeepTheNamesOfFieldsInJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ResourceJson.into(
        root, List.of(new ResourceReport("acls", 3, List.of(skip(1)), List.of(), List.of("n"))));
    JsonNode one = root.get("besides").get(0);
    assertThat(one.fieldNames())
        .toIterable()
        .containsExactly(
            "aspect",
            "verdict",
            "compared",
            "differences",
            "explained",
            "counts",
            "unread",
            "notes",
            "findings");
    assertThat(one.get("findings").get(0).fieldNames())
        .toIterable()
        .containsExactly(
            "code", "resource", "field", "source", "target", "moved", "evidence", "explanation");
    assertThat(one.get("counts").get("GROUP_SKIP").asInt()).isEqualTo(1);
  }

  @Test
  void shouldBeInconclusiveWhenSomethingWasNotRead() {
    assertThat(new ResourceReport("acls", 0, List.of(), List.of("x"), List.of()).word())
        .isEqualTo("inconclusive");
    assertThat(new ResourceReport("acls", 0, List.of(), List.of(), List.of()).word())
        .isEqualTo("passed");
  }

  private static ResourceFinding skip(int number) {
    return new ResourceFinding(
        FindingCode.GROUP_SKIP,
        "group g" + number,
        "orders-3",
        Optional.of("5"),
        Optional.of("7"),
        Moved.TARGET,
        "would skip",
        Optional.empty());
  }
}
