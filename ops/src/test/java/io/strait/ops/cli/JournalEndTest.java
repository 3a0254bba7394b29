package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalEndTest {
  @TempDir private Path folder;

  @Test
  void shouldAcceptTheEndThatIsExpectedOrAnyWhenNoneIs() {
    assertThat(JournalEnd.fault(3, "ab", null, null)).isEmpty();
    assertThat(JournalEnd.fault(3, "ab", 3L, "AB")).isEmpty();
  }

  @Test
  void shouldNoticeATailThatWasCutOff() {
    assertThat(JournalEnd.fault(2, "aa", 3L, null))
        .hasValueSatisfying(
            fault -> assertThat(fault).contains("2 entries instead of 3", "cut off"));
    assertThat(JournalEnd.fault(2, "aa", null, "ab"))
        .hasValueSatisfying(fault -> assertThat(fault).contains("head is aa instead of ab"));
  }

  @Test
  void shouldRefuseAnEmptyFile() throws IOException {
    Path file = Files.writeString(folder.resolve("empty"), "");

    Ran ran = Ran.strait("journal", "verify", "--file", file.toString());

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("is empty");
  }
}
