package io.strait.validator.records;

import static io.strait.validator.records.Declarations.dense;
import static io.strait.validator.records.Declarations.inOrder;
import static io.strait.validator.records.Declarations.judge;
import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A source of which every fifth transaction of ten records was aborted. */
class AbortedVisibleTest {
  private final MemoryLog source = MemoryLog.of(0, 0);
  private final List<LogRecord> everything = new ArrayList<>();

  AbortedVisibleTest() {
    long number = 0;
    for (int transaction = 0; transaction < 50; transaction++) {
      for (int i = 0; i < 10; i++) {
        LogRecord record = MemoryLog.at(source.bounds().end(), MemoryLog.record(number++));
        everything.add(record);
        if (transaction % 5 == 4) {
          source.appendAborted(record);
        } else {
          source.append(record);
        }
      }
      source.appendMarker();
    }
  }

  @Test
  void shouldPassWhenOnlyWhatIsCommittedIsThere() {
    assertThat(inOrder(source, dense(0, source.content())).counts().byCode()).isEmpty();
  }

  @Test
  void shouldNameOneRecordWhenItIsExposed() {
    LogRecord exposed = everything.get(45);
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.add(40, exposed);

    PartitionReport report = inOrder(source, dense(0, copy));

    Finding finding = only(report, 1);
    assertThat(finding.divergesAt()).isEqualTo(exposed.offset());
    assertThat(finding.sourceOffset()).hasValue(exposed.offset());
    assertThat(finding.targetOffset()).hasValue(40);
    assertThat(report.proven().to()).isLessThanOrEqualTo(exposed.offset());
  }

  @Test
  void shouldNameItAtItsPlaceWhenOffsetsAreEqual() {
    MemoryLog target = source.copy();
    target.content().add(40, everything.get(45));

    Finding finding = only(judge(source, target, Expectation.SAME), 1);
    assertThat(finding.divergesAt()).isEqualTo(everything.get(45).offset());
  }

  @Test
  void shouldCountAllWhenTheWholeLogWasReadUncommitted() {
    PartitionReport report = inOrder(source, dense(0, everything));

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.ABORTED_VISIBLE, 100L));
    assertThat(report.findings()).hasSize(10);
    assertThat(report.firstDivergence()).hasValue(everything.get(40).offset());
  }

  @Test
  void shouldNameItWhenTheProducerSentItOnceMore() {
    List<LogRecord> again = new ArrayList<>();
    for (int i = 490; i < 500; i++) {
      again.add(everything.get(i));
    }
    again.forEach(source::append);
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.add(copy.size() - 10, everything.get(490));

    assertThat(inOrder(source, dense(0, copy)).counts().of(FindingCode.ABORTED_VISIBLE))
        .isEqualTo(1);
    assertThat(inOrder(source, dense(0, source.content())).counts().byCode()).isEmpty();
  }

  @Test
  void shouldStillCallAStrangerForeign() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.add(40, new LogRecord(0, 5, null, MemoryLog.bytes("stranger"), List.of()));

    assertThat(inOrder(source, dense(0, copy)).counts().byCode())
        .isEqualTo(Map.of(FindingCode.FOREIGN, 1L));
  }

  private static Finding only(PartitionReport report, long count) {
    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.ABORTED_VISIBLE, count));
    return report.findings().get(0);
  }
}
