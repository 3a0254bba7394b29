package io.strait.validator.agent;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Fingerprint;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The fingerprints of one side, moved page by page and only as far as somebody reads. By offsets,
 * or renumbered by place. One thread.
 */
final class PagedLog {
  private static final int SMALL_PAGE = 512;

  /** How many records are moved in small pages: most differences are short. */
  private static final int PATIENCE = 4_096;

  private final LogSide side;
  private final TopicPartition partition;
  private final long end;
  private final long seed;
  private final Allowance allowance;
  private final Optional<NumberedOffsets> places;
  private long moved;
  private int size = SMALL_PAGE;

  /**
   * Reads nothing yet.
   *
   * @param end offsets at and behind it are not read
   * @param places when given, runs are of numbers and fingerprints carry numbers
   */
  PagedLog(
      LogSide side,
      TopicPartition partition,
      long end,
      long seed,
      Allowance allowance,
      Optional<NumberedOffsets> places) {
    this.side = side;
    this.partition = partition;
    this.end = end;
    this.seed = seed;
    this.allowance = allowance;
    this.places = places;
  }

  /** The records of these runs, one run behind the other. */
  Iterator<Fingerprint> over(List<Run> runs) {
    Iterator<Run> rest = runs.iterator();
    return new Iterator<>() {
      private Iterator<Fingerprint> run = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!run.hasNext() && rest.hasNext()) {
          run = new Pages(rest.next());
        }
        return run.hasNext();
      }

      @Override
      public Fingerprint next() {
        hasNext();
        return run.next();
      }
    };
  }

  private final class Pages implements Iterator<Fingerprint> {
    private final Deque<Fingerprint> ready = new ArrayDeque<>();
    private final long stop;
    private long number;
    private long position;
    private long left;

    Pages(Run run) {
      this.number = run.from();
      this.position = places.map(known -> known.offset(run.from())).orElse(run.from());
      this.stop = places.isPresent() ? end : Math.min(end, run.to());
      this.left = places.isPresent() ? run.to() - run.from() : Long.MAX_VALUE;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && position < stop && left > 0) {
        fetch();
      }
      return !ready.isEmpty();
    }

    @Override
    public Fingerprint next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the range of " + partition + " ends at " + stop);
      }
      return ready.poll();
    }

    private void fetch() {
      int most = (int) Math.min(size, left);
      allowance.take(most, position);
      OffsetRange range = new OffsetRange(position, stop);
      FingerprintPage page = side.fingerprints(partition, range, most, seed);
      places.ifPresent(known -> known.mark(number, page.records()));
      for (Fingerprint record : page.records()) {
        ready.add(places.isPresent() ? numbered(record, number++) : record);
      }
      position = page.next();
      left -= page.records().size();
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
