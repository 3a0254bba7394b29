package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.Written;
import io.strait.validator.relation.SourceTransactions;
import io.strait.validator.relation.SourceTransactions.Suspect;
import io.strait.validator.relation.TornNames.Sized;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** One topic of one partition in memory, which can be edited by hand. */
final class MemorySide implements LogSide {
  static final String TOPIC = "flights";

  private final String cluster;
  private final List<LogRecord> records = new ArrayList<>();
  private final List<LogRecord> aborted = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();
  private long start;
  private long end;
  private long digested;
  private long goneAfter = Long.MAX_VALUE;
  private long goneTo;
  private long reads;

  MemorySide(String cluster) {
    this.cluster = cluster;
  }

  /** The record number {@code n} of the world these tests live in, about 100 bytes. */
  static LogRecord record(long offset, long n) {
    return new LogRecord(
        offset,
        1_700_000_000_000L + n * 7,
        ("k" + n % 13).getBytes(StandardCharsets.UTF_8),
        ("value " + n + " ").repeat(8).getBytes(StandardCharsets.UTF_8),
        List.of(new HeaderField("run", ("r" + n % 3).getBytes(StandardCharsets.UTF_8))));
  }

  static MemorySide of(String cluster, long start, int count) {
    MemorySide side = new MemorySide(cluster);
    side.start = start;
    side.end = start;
    for (int i = 0; i < count; i++) {
      side.append(record(0, start + i));
    }
    return side;
  }

  void append(LogRecord record) {
    records.add(at(end++, record));
  }

  /** The same records under another name, from another offset on without gaps. */
  MemorySide dense(String name, long from) {
    MemorySide copy = new MemorySide(name);
    copy.start = from;
    copy.end = from;
    records.forEach(copy::append);
    return copy;
  }

  List<LogRecord> content() {
    return records;
  }

  /** Replaces the content; offsets are given anew from the start on. */
  void rewrite(List<LogRecord> content) {
    List<LogRecord> copy = List.copyOf(content);
    records.clear();
    end = start;
    copy.forEach(this::append);
  }

  void replace(int index, LogRecord record) {
    records.set(index, at(records.get(index).offset(), record));
  }

  void deleteTo(long offset) {
    start = offset;
    records.removeIf(record -> record.offset() < offset);
  }

  /** Appends records that were written in one transaction, and its end. */
  void transaction(long producer, boolean commits, List<LogRecord> content) {
    long first = end;
    for (LogRecord record : content) {
      (commits ? records : aborted).add(at(end++, record));
    }
    written.add(new Written(first, end - 1, producer, (short) 3, true, false));
    written.add(new Written(end, end, producer, (short) 3, true, true));
    end++;
  }

  List<LogRecord> aborted() {
    return aborted;
  }

  /** Moves the end without a record, as the end of a transaction does. */
  void grow() {
    end++;
  }

  /** Retention takes everything below an offset once so many records were read. */
  void deleteDuringRead(long afterReads, long offset) {
    goneAfter = afterReads;
    goneTo = offset;
  }

  static LogRecord at(long offset, LogRecord record) {
    return new LogRecord(
        offset, record.timestamp(), record.key(), record.value(), record.headers());
  }

  @Override
  public String name() {
    return cluster;
  }

  @Override
  public SideFacts facts(List<String> topics) {
    return new SideFacts(
        cluster + "-id", List.of(new SideFacts.Topic(TOPIC, cluster + "-topic", 1, false)));
  }

  @Override
  public LogBounds bounds(TopicPartition partition) {
    return new LogBounds(start, end, end);
  }

  @Override
  public Digests digest(DigestTask task, Reading progress) {
    DigestRun run = DigestRun.of(view(), task, progress);
    digested += run.totals().bytes();
    return run;
  }

  @Override
  public FingerprintPage fingerprints(
      TopicPartition partition, OffsetRange range, int most, long seed) {
    Fingerprinter fingerprinter = new Fingerprinter(seed);
    List<Fingerprint> page = new ArrayList<>();
    Iterator<LogRecord> rest = view().read(range);
    while (page.size() < most && rest.hasNext()) {
      page.add(fingerprinter.of(rest.next()));
    }
    long next = page.size() == most ? page.get(most - 1).offset() + 1 : range.to();
    return new FingerprintPage(page, next);
  }

  @Override
  public List<Fingerprint> holding(
      TopicPartition partition, OffsetRange range, Set<Long> hashes, long seed, Reading progress) {
    return new HashSearch(hashes, new Fingerprinter(seed)).in(view(), range, progress);
  }

  @Override
  public List<OptionalLong> aborted(
      TopicPartition partition, List<Suspect> suspects, long seed, Reading progress) {
    return LocalTransactions.aborted(
        new SourceTransactions(view(), Expectation.SAME, seed), suspects, progress);
  }

  @Override
  public Optional<Sized> transaction(TopicPartition partition, long offset, OffsetRange judged) {
    return LocalTransactions.sized(
        new SourceTransactions(view(), Expectation.SAME, 0), offset, judged);
  }

  @Override
  public Optional<LogRecord> record(TopicPartition partition, long offset) {
    Iterator<LogRecord> read = view().read(new OffsetRange(offset, offset + 1));
    return read.hasNext() ? Optional.of(read.next()) : Optional.empty();
  }

  @Override
  public OptionalLong firstAt(TopicPartition partition, long timestamp) {
    return records.stream()
        .filter(record -> record.timestamp() >= timestamp)
        .mapToLong(LogRecord::offset)
        .findFirst();
  }

  @Override
  public Traffic traffic() {
    return new Traffic(0, 0, digested);
  }

  @Override
  public void close() {}

  private LogView view() {
    return new LogView() {
      @Override
      public LogBounds bounds() {
        return new LogBounds(start, end, end);
      }

      @Override
      public Iterator<LogRecord> read(OffsetRange range) {
        return new Rest(range);
      }

      @Override
      public Iterator<LogRecord> readAll(OffsetRange range) {
        return Stream.concat(records.stream(), aborted.stream())
            .filter(one -> one.offset() >= range.from() && one.offset() < range.to())
            .sorted(Comparator.comparingLong(LogRecord::offset))
            .iterator();
      }

      @Override
      public Iterator<Written> written(OffsetRange range) {
        return written.stream()
            .filter(batch -> batch.last() >= range.from() && batch.first() < range.to())
            .sorted(Comparator.comparingLong(Written::first))
            .iterator();
      }
    };
  }

  private final class Rest implements Iterator<LogRecord> {
    private final OffsetRange range;
    private long position;

    Rest(OffsetRange range) {
      this.range = range;
      this.position = range.from();
    }

    @Override
    public boolean hasNext() {
      if (position < range.to() && position < start) {
        throw new RangeGone(new TopicPartition(TOPIC, 0), position);
      }
      LogRecord first = first();
      return first != null && first.offset() < range.to();
    }

    @Override
    public LogRecord next() {
      LogRecord record = first();
      position = record.offset() + 1;
      if (++reads == goneAfter) {
        deleteTo(goneTo);
      }
      return record;
    }

    private LogRecord first() {
      int low = 0;
      int high = records.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (records.get(middle).offset() < position) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low < records.size() ? records.get(low) : null;
    }
  }
}
