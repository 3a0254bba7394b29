package io.strait.validator.agent;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.contract.Expectation;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.Pace;
import io.strait.validator.log.ReadingConsumer;
import io.strait.validator.log.ScanCancelled;
import io.strait.validator.raw.RawReader;
import io.strait.validator.relation.SourceTransactions;
import io.strait.validator.relation.SourceTransactions.Suspect;
import io.strait.validator.relation.TornNames.Sized;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * A side that is read from here. Keeps a few consumers and hands them out one reader at a time. The
 * cluster stays open.
 */
public final class LocalSide implements LogSide {
  private static final Duration STALL = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final TopicLookup topics;
  private final Duration stall;
  private final Clock clock;
  private final Pace pace;
  private final BooleanSupplier cancelled;
  private final Runnable behind;
  private final AtomicLong digested = new AtomicLong();
  private final ConcurrentLinkedQueue<Reader> idle = new ConcurrentLinkedQueue<>();

  /**
   * Opens nothing yet.
   *
   * @param stall how long a read may make no progress
   * @param pace how fast the cluster may be read
   * @param cancelled asked while reading; then reads end with a {@link ScanCancelled}
   */
  public LocalSide(
      Cluster cluster, Duration stall, Clock clock, Pace pace, BooleanSupplier cancelled) {
    this(cluster, stall, clock, pace, cancelled, () -> {});
  }

  private LocalSide(
      Cluster cluster,
      Duration stall,
      Clock clock,
      Pace pace,
      BooleanSupplier cancelled,
      Runnable behind) {
    this.behind = behind;
    this.cluster = cluster;
    this.topics = new TopicLookup(cluster);
    this.stall = stall;
    this.clock = clock;
    this.pace = pace;
    this.cancelled = cancelled;
  }

  /** A side that closes its cluster with it. */
  public static LocalSide owning(
      Cluster cluster, Clock clock, Pace pace, BooleanSupplier cancelled) {
    return new LocalSide(cluster, STALL, clock, pace, cancelled, cluster::close);
  }

  @Override
  public String name() {
    return "cluster '" + cluster.alias() + "', read from here";
  }

  @Override
  public SideFacts facts(List<String> names) {
    return topics.facts(names);
  }

  @Override
  public LogBounds bounds(TopicPartition partition) {
    return LogBounds.of(cluster, partition);
  }

  @Override
  public Digests digest(DigestTask task, Reading progress) {
    return reading(
        task.partition(),
        log -> {
          DigestRun run = DigestRun.of(log, task, progress);
          digested.addAndGet(run.totals().bytes());
          return run;
        });
  }

  @Override
  public FingerprintPage fingerprints(
      TopicPartition partition, OffsetRange range, int most, long seed) {
    Fingerprinter fingerprinter = new Fingerprinter(seed);
    return reading(
        partition,
        log -> {
          List<Fingerprint> records = new ArrayList<>();
          Iterator<LogRecord> rest = log.read(range);
          while (records.size() < most && rest.hasNext()) {
            records.add(fingerprinter.of(rest.next()));
          }
          boolean more = records.size() == most;
          long next = more ? records.get(most - 1).offset() + 1 : range.to();
          return new FingerprintPage(records, next);
        });
  }

  @Override
  public List<Fingerprint> holding(
      TopicPartition partition, OffsetRange range, Set<Long> hashes, long seed, Reading progress) {
    return reading(
        partition, log -> new HashSearch(hashes, new Fingerprinter(seed)).in(log, range, progress));
  }

  @Override
  public List<OptionalLong> aborted(
      TopicPartition partition, List<Suspect> suspects, long seed, Reading progress) {
    return raw(partition, seed, log -> LocalTransactions.aborted(log, suspects, progress));
  }

  @Override
  public Optional<Sized> transaction(TopicPartition partition, long offset, OffsetRange judged) {
    return raw(partition, 0, log -> LocalTransactions.sized(log, offset, judged));
  }

  @Override
  public Optional<LogRecord> record(TopicPartition partition, long offset) {
    return reading(
        partition,
        log -> {
          Iterator<LogRecord> read = log.read(new OffsetRange(offset, offset + 1));
          return read.hasNext() ? Optional.of(read.next()) : Optional.empty();
        });
  }

  @Override
  public OptionalLong firstAt(TopicPartition partition, long timestamp) {
    return topics.firstAt(partition, timestamp);
  }

  @Override
  public Traffic traffic() {
    return new Traffic(0, 0, digested.get());
  }

  /** Closes the consumers that nobody uses; others when they come back. */
  @Override
  public void close() {
    for (Reader reader = idle.poll(); reader != null; reader = idle.poll()) {
      reader.consumer.close();
    }
    behind.run();
  }

  /** A consumer that met an error is not used again. */
  private <T> T reading(TopicPartition partition, Function<LogView, T> work) {
    Reader reader = Optional.ofNullable(idle.poll()).orElseGet(Reader::new);
    boolean sound = false;
    try {
      T result = work.apply(reader.consumer.log(partition));
      sound = true;
      return result;
    } finally {
      if (sound) {
        idle.add(reader);
      } else {
        reader.consumer.close();
      }
    }
  }

  /** Stored batches tell of transactions what a consumer does not. */
  private <T> T raw(TopicPartition partition, long seed, Function<SourceTransactions, T> work) {
    try (RawReader reader =
        new RawReader(cluster, stall, clock, cancelled, (records, bytes) -> {}, pace)) {
      return work.apply(new SourceTransactions(reader.log(partition), Expectation.SAME, seed));
    }
  }

  private final class Reader {
    private final ReadingConsumer consumer =
        new ReadingConsumer(cluster, stall, clock, cancelled, (records, bytes) -> {}, pace);
  }
}
