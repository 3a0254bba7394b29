package io.strait.validator.records;

import static io.strait.validator.records.Declarations.dense;
import static io.strait.validator.records.Declarations.inOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.digest.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A source of 20 transactions of ten records and then records without one. */
class TornTransactionTest {
  private final MemoryLog source = MemoryLog.of(0, 0);

  TornTransactionTest() {
    for (int transaction = 0; transaction < 20; transaction++) {
      long first = source.bounds().end();
      for (int i = 0; i < 10; i++) {
        source.append(MemoryLog.record(transaction * 10L + i));
      }
      source.transaction(1_000 + transaction % 2, first, first + 9);
      source.appendMarker();
    }
    for (int i = 200; i < 240; i++) {
      source.append(MemoryLog.record(i));
    }
  }

  @Test
  void shouldNameTheTransactionWhenSomeOfItsRecordsAreMissing() {
    PartitionReport report = without(31, 32, 37);

    assertThat(report.counts().byCode())
        .isEqualTo(Map.of(FindingCode.MISSING, 3L, FindingCode.TXN_TORN, 1L));
    Finding torn =
        report.findings().stream()
            .filter(one -> one.code() == FindingCode.TXN_TORN)
            .findFirst()
            .orElseThrow();
    assertThat(torn.divergesAt()).isEqualTo(source.content().get(31).offset());
    assertThat(torn.evidence())
        .contains("producer 1001", "epoch 3", "3 of its 10 records", "source offsets 33 to 42");
  }

  @Test
  void shouldOnlyCallRecordsMissingWhenAllOfATransactionAre() {
    PartitionReport report = without(30, 31, 32, 33, 34, 35, 36, 37, 38, 39);

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 10L));
  }

  @Test
  void shouldOnlyCallRecordsMissingWhenTheyWereWrittenInNone() {
    assertThat(without(210, 211).counts().byCode()).isEqualTo(Map.of(FindingCode.MISSING, 2L));
  }

  @Test
  void shouldSeeAllThatIsMissingWhenOnlyAFewFindingsAreKept() {
    int[] all = new int[39];
    for (int i = 0; i < all.length; i++) {
      all[i] = 30 + i;
    }

    PartitionReport report = without(all);

    assertThat(report.counts().byCode())
        .isEqualTo(Map.of(FindingCode.MISSING, 39L, FindingCode.TXN_TORN, 1L));
  }

  private PartitionReport without(int... places) {
    List<LogRecord> copy = new ArrayList<>(source.content());
    for (int i = places.length - 1; i >= 0; i--) {
      copy.remove(places[i]);
    }
    return inOrder(source, dense(0, copy));
  }
}
