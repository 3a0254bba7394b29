package io.strait.validator.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.validator.check.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GuideTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @Test
  void shouldExplainEveryCode() {
    assertThat(FindingGuide.all())
        .extracting(FindingGuide::code)
        .containsExactly(FindingCode.values());
    assertThat(FindingGuide.all()).allMatch(guide -> guide.summary().length() < 100);
  }

  @Test
  void shouldNameRunbooksThatExist() {
    assertThat(FindingGuide.all())
        .flatExtracting(guide -> guide.runbook().stream().toList())
        .isNotEmpty()
        .allSatisfy(file -> assertThat(ROOT.resolve(file.toString())).exists());
  }

  @Test
  void shouldKeepThePageCurrent() throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/findings.md")))
        .as("run 'strait explain all --markdown > docs/findings.md'")
        .isEqualTo(GuidePage.markdown());
  }

  @Test
  void shouldSayOfEachModeWhatItCannotSee() {
    assertThat(ModeGuide.all())
        .extracting(ModeGuide::name)
        .containsExactly("full", "fast", "sample", "since-last", "agents", "audit");
    assertThat(ModeGuide.of("sample").orElseThrow().summary()).contains("Never says passed");
    assertThat(ModeGuide.of("hope")).isEmpty();
  }

  @Test
  void shouldFitATerminal() {
    assertThat(GuideText.of(FindingGuide.of(FindingCode.MISSING)))
        .startsWith("MISSING: A source record is nowhere")
        .contains("Known benign causes", "  1. ", "Runbook: runbooks/");
    for (FindingCode code : FindingCode.values()) {
      assertThat(GuideText.of(FindingGuide.of(code)).lines())
          .allMatch(line -> line.length() <= 100);
    }
    assertThat(GuideText.codes().lines()).hasSize(FindingCode.values().length);
    assertThat(GuideText.modes().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void shouldRefuseATextThatIsNoGuide() {
    assertThatThrownBy(() -> GuideFile.parse("summary: lost"))
        .hasMessageContaining("before the first entry");
    assertThatThrownBy(() -> GuideFile.parse("@ A\n@ A\n")).hasMessageContaining("two entries");
    assertThatThrownBy(() -> GuideFile.parse("@ A\nwords\n")).hasMessageContaining("no field");
    GuideFile.Entry entry = GuideFile.parse("@ A\nsummary: x\n").get("A");
    assertThatThrownBy(() -> entry.items("first")).hasMessageContaining("lists nothing");
    assertThatThrownBy(() -> entry.text("looks")).hasMessageContaining("says nothing");
    assertThat(Arrays.asList(entry.name(), entry.text("summary"))).containsExactly("A", "x");
  }
}
