package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Tally;
import io.strait.validator.judge.Clip;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HeadsTest {
  private static final TopicMapping TOPIC = TopicMapping.same("t");

  private final Finding head = finding(FindingCode.UNVERIFIABLE, 0, "the target, " + Clip.WHOLE);

  @Test
  void shouldCarryWhatIsSaidOfTheHeadWhenALaterLookGoesOnBehindIt() {
    PartitionReport kept =
        Heads.kept(report(head), report(finding(FindingCode.MISSING, 900, "lost")));

    assertThat(kept.counts().byCode())
        .isEqualTo(Map.of(FindingCode.UNVERIFIABLE, 1L, FindingCode.MISSING, 1L));
    assertThat(kept.findings().get(0)).isEqualTo(head);
  }

  @Test
  void shouldSayItOnceWhenTheLaterLookSaysItToo() {
    assertThat(Heads.kept(report(head), report(head)).counts())
        .isEqualTo(new FindingCounts(Map.of(FindingCode.UNVERIFIABLE, 1L)));
  }

  @Test
  void shouldCarryNothingElse() {
    PartitionReport again = report();
    assertThat(Heads.kept(report(finding(FindingCode.UNVERIFIABLE, 7, "unread")), again))
        .isSameAs(again);
  }

  private static Finding finding(FindingCode code, long at, String evidence) {
    return new Finding(code, TOPIC, 0, at, OptionalLong.empty(), OptionalLong.empty(), evidence);
  }

  private static PartitionReport report(Finding... findings) {
    FindingCounts counts = new FindingCounts(Map.of());
    for (Finding finding : findings) {
      counts = counts.plus(new FindingCounts(Map.of(finding.code(), 1L)));
    }
    return new PartitionReport(
        TOPIC,
        0,
        new OffsetRange(0, 1_000),
        new OffsetRange(0, 900),
        new Tally(0, 0, 0, 0),
        counts,
        List.of(findings));
  }
}
