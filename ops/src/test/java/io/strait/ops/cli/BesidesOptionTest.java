package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.ops.judge.Judged;
import io.strait.ops.view.ExitCode;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BesidesOptionTest {
  private static final ResourceReport CLEAN =
      new ResourceReport("topics", 1, List.of(), List.of(), List.of());
  private static final ResourceReport UNREAD = ResourceReport.unread("acls", "hidden");

  @Test
  void shouldMakeOneVerdictOfAll() {
    assertThat(code(ExitCode.PASSED, CLEAN)).isEqualTo(ExitCode.PASSED);
    assertThat(code(ExitCode.PASSED, CLEAN, UNREAD)).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(code(ExitCode.PASSED, UNREAD, differing())).isEqualTo(ExitCode.FAILED);
    assertThat(code(ExitCode.INCONCLUSIVE, differing())).isEqualTo(ExitCode.FAILED);
    assertThat(code(ExitCode.FAILED, UNREAD)).isEqualTo(ExitCode.FAILED);
    assertThat(code(ExitCode.INCONCLUSIVE, CLEAN)).isEqualTo(ExitCode.INCONCLUSIVE);
  }

  @Test
  void shouldReadTheWordsOfOperators() {
    assertThat(Judged.of(List.of("groups"))).contains(Set.of(Judged.GROUPS));
    assertThat(Judged.of(List.of("metadata")).orElseThrow())
        .isEqualTo(EnumSet.of(Judged.TOPICS, Judged.ACLS, Judged.QUOTAS, Judged.SCHEMAS));
    assertThat(Judged.of(List.of("groups", "users"))).isEmpty();
  }

  private static int code(int records, ResourceReport... besides) {
    return BesidesOption.code(records, List.of(besides));
  }

  private static ResourceReport differing() {
    ResourceFinding finding =
        new ResourceFinding(
            FindingCode.ACL_DRIFT,
            "acl x",
            "",
            Optional.of("present"),
            Optional.empty(),
            Moved.UNKNOWN,
            "only the source has it",
            Optional.empty());
    return new ResourceReport("acls", 1, List.of(finding), List.of(), List.of());
  }
}
