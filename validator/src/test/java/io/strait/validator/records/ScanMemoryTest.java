package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.digest.FieldSink;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.judge.ScanMode;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.judge.StartFinder;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.StoredBatch;
import io.strait.validator.log.StoredRead;
import io.strait.validator.log.Subject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a scan of 10,000 partitions and 1 TiB leaves in memory. Fakes at the edge: logs that are
 * made up batch by batch, 1 MiB and 1,024 offsets each, and hold the same on both sides.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ScanMemoryTest {
  private static final int PARTITIONS = 10_000;
  private static final int PER_BATCH = 1_024;
  private static final long BATCHES = (1L << 40) / (1 << 20);
  private static final long PER_PARTITION = BATCHES / PARTITIONS * PER_BATCH;
  private static final int MOST_PER_PARTITION = 4 << 10;

  @Test
  void shouldKeepFewBytesPerPartition() {
    Map<TopicPartition, ProofPoint> points = new HashMap<>();
    ScanOptions options = ScanOptions.defaults().withMode(ScanMode.FAST);
    options =
        options.withHooks(
            options.hooks().withCheckpoint(point -> points.put(point.source(), point)));
    List<PartitionReport> reports = new ArrayList<>(PARTITIONS);
    long before = used();
    for (int p = 0; p < PARTITIONS; p++) {
      reports.add(judge(p, PER_PARTITION, options));
    }
    long each = (used() - before) / PARTITIONS;

    System.out.println("state per partition, report and proof point: " + each + " bytes");
    assertThat(reports).allMatch(report -> report.proven().size() == PER_PARTITION);
    assertThat(points).hasSize(PARTITIONS);
    assertThat(each).isPositive().isLessThan(MOST_PER_PARTITION);
  }

  @Test
  void shouldNotGrowWithTheLog() {
    List<Long> uses = new ArrayList<>();
    ScanOptions options = ScanOptions.defaults().withMode(ScanMode.FAST);
    options =
        options.withHooks(
            options
                .hooks()
                .withCheckpoint(
                    point -> {
                      if (point.proven().size() > uses.size() * (BATCHES * PER_BATCH / 8)) {
                        uses.add(used());
                      }
                    }));
    PartitionReport report = judge(0, BATCHES * PER_BATCH, options);

    assertThat(report.proven().size()).isEqualTo(BATCHES * PER_BATCH);
    assertThat(uses).hasSizeGreaterThan(2);
    assertThat(uses.get(uses.size() - 1) - uses.get(0)).isLessThan(1 << 20);
  }

  private static PartitionReport judge(int partition, long offsets, ScanOptions options) {
    Subject subject = new Subject(TopicMapping.same("huge"), partition, true, true);
    LogView log = new Endless(offsets);
    Case one = new Case(subject, log, log, Contract.PLAIN, options, Optional.empty());
    return new PartitionCheck(one, StartFinder.LOG_STARTS, Clock.systemUTC()).run();
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private record Endless(long offsets) implements LogView {
    @Override
    public LogBounds bounds() {
      return new LogBounds(0, offsets, offsets);
    }

    @Override
    public Iterator<LogRecord> read(OffsetRange range) {
      throw new UnsupportedOperationException("this log has batches only");
    }

    @Override
    public Optional<StoredRead> stored(OffsetRange range) {
      return Optional.of(
          new StoredRead() {
            private long position = range.from();

            @Override
            public boolean hasNext() {
              return position < range.to();
            }

            @Override
            public StoredBatch peek() {
              return new Made(position);
            }

            @Override
            public void skip() {
              position += PER_BATCH;
            }
          });
    }
  }

  private record Made(long baseOffset) implements StoredBatch {
    @Override
    public long lastOffset() {
      return baseOffset + PER_BATCH - 1;
    }

    @Override
    public int count() {
      return PER_BATCH;
    }

    @Override
    public int size() {
      return 1 << 20;
    }

    @Override
    public boolean isWhole() {
      return true;
    }

    @Override
    public boolean holdsSameAs(StoredBatch other) {
      return baseOffset == other.baseOffset();
    }

    @Override
    public void verify() {
      // Nothing can be damaged here.
    }

    @Override
    public void fields(Fingerprinter fingerprinter, FieldSink sink) {
      throw new UnsupportedOperationException("the fast mode decodes nothing");
    }

    @Override
    public void records(Consumer<LogRecord> sink) {
      throw new UnsupportedOperationException("the fast mode decodes nothing");
    }
  }
}
