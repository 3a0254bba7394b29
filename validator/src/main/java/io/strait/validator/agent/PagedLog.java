package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Fingerprint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.LongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * The fingerprints of one side, moved page by page and only as far as somebody reads. By offsets,
 * or renumbered by place. One thread.
 */
final class PagedLog implements LongFunction<Iterator<Fingerprint>> {
  private static final int SMALL_PAGE = 512;

  /** How many records are moved in small pages: most differences are short. */
  private static final int PATIENCE = 4_096;

  private final LogSide side;
  private final TopicPartition partition;
  private final long end;
  private final long seed;
  private final Allowance allowance;
  private final Optional<Places> places;

  /**
   * Reads nothing yet.
   *
   * @param end offsets at and behind it are not read
   * @param places when given, iterators start at numbers and fingerprints carry numbers
   */
  PagedLog(
      LogSide side,
      TopicPartition partition,
      long end,
      long seed,
      Allowance allowance,
      Optional<Places> places) {
    this.side = side;
    this.partition = partition;
    this.end = end;
    this.seed = seed;
    this.allowance = allowance;
    this.places = places;
  }

  @Override
  public Iterator<Fingerprint> apply(long from) {
    return new Pages(from);
  }

  private final class Pages implements Iterator<Fingerprint> {
    private final Deque<Fingerprint> ready = new ArrayDeque<>();
    private long number;
    private long position;
    private int size = SMALL_PAGE;
    private long moved;

    Pages(long from) {
      this.number = from;
      this.position = places.map(known -> known.offset(from)).orElse(from);
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && position < end) {
        fetch();
      }
      return !ready.isEmpty();
    }

    @Override
    public Fingerprint next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the range of " + partition + " ends at " + end);
      }
      return ready.poll();
    }

    private void fetch() {
      allowance.take(size, position);
      OffsetRange range = new OffsetRange(position, end);
      FingerprintPage page = side.fingerprints(partition, range, size, seed);
      places.ifPresent(known -> known.mark(number, page.records()));
      for (Fingerprint record : page.records()) {
        ready.add(places.isPresent() ? numbered(record, number++) : record);
      }
      position = page.next();
      moved += page.records().size();
      size = moved < PATIENCE ? SMALL_PAGE : Math.min(size * 2, FingerprintPage.MOST);
    }
  }

  /** The same record under another number. */
  static Fingerprint numbered(Fingerprint record, long number) {
    return new Fingerprint(
        number,
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers(),
        record.keySize(),
        record.valueSize(),
        record.headerCount());
  }
}
