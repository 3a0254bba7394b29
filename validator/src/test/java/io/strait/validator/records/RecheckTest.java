package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.ScanOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecheckTest {
  private final MemoryLog source = MemoryLog.of(0, 200);

  @Test
  void shouldDropASuspicionThatWasReadAgainAndIsEqual() {
    PartitionReport again = check(source.copy());
    assertThat(Recheck.of(suspect(), again)).isSameAs(again);
  }

  @Test
  void shouldConfirmWhatIsSeenAgain() {
    PartitionReport again = suspect();
    assertThat(Recheck.of(suspect(), again)).isSameAs(again);
  }

  @Test
  void shouldNotDropASuspicionWhosePlaceIsGone() {
    MemoryLog rest = source.copy();
    rest.deleteTo(100);

    PartitionReport outcome = Recheck.of(suspect(), check(rest));
    assertThat(outcome.counts().byCode()).isEqualTo(Map.of(FindingCode.UNVERIFIABLE, 1L));
    assertThat(outcome.findings().get(0).evidence()).contains("seen once").contains("MISSING");
    assertThat(outcome.proven()).isEqualTo(new OffsetRange(100, 200));
  }

  private PartitionReport suspect() {
    List<LogRecord> copy = new ArrayList<>(source.content());
    copy.remove(50);
    return check(source.copy().rewrite(copy));
  }

  private PartitionReport check(MemoryLog target) {
    ScanOptions options = ScanOptions.defaults().withSeed(1);
    return MemoryLog.judge(source, target, options, Optional.empty());
  }
}
