package io.strait.validator.raw;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.log.DamagedBatch;
import io.strait.validator.log.StoredBatch;
import io.strait.validator.log.StoredRead;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.record.internal.MemoryRecords;

/**
 * One range of one partition, batch by batch. While an answer is looked at, the next one is already
 * asked for. Confined to one thread.
 */
final class RawRead implements StoredRead {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final byte PLAIN = 2;

  private final RawReader reader;
  private final TopicPartition partition;
  private final View view;
  private final long to;
  private final int bytes;
  private long position;
  private Optional<Fetches.Pending> pending = Optional.empty();
  private Optional<Fetches.Answer> answer = Optional.empty();
  private ByteBuffer frame = NOTHING;
  private int at;
  private AbortedFilter filter = new AbortedFilter(null);
  private Optional<StoredBatch> current = Optional.empty();
  private int currentSize;
  private boolean over;

  /** What of a log is looked at. */
  enum View {
    /** Records, without those of transactions that were aborted or are open. */
    COMMITTED,
    /** All records. */
    DATA,
    /** All records, and the ends of transactions. */
    EVERYTHING
  }

  RawRead(RawReader reader, TopicPartition partition, OffsetRange range, View view) {
    this.reader = reader;
    this.partition = partition;
    this.view = view;
    this.position = range.from();
    this.to = range.to();
    this.bytes = RawReader.fetchBytes(to - position);
  }

  @Override
  public boolean hasNext() {
    while (current.isEmpty() && position < to) {
      if (!advance()) {
        fetch();
      }
    }
    if (current.isEmpty()) {
      close();
    }
    return current.isPresent();
  }

  @Override
  public StoredBatch peek() {
    return current.orElseThrow();
  }

  @Override
  public void skip() {
    position = Math.max(position, current.orElseThrow().lastOffset() + 1);
    at += currentSize;
    current = Optional.empty();
    if (position >= to) {
      // whoever wants a known number of records does not ask whether more follow
      close();
    }
  }

  /** Whether it needs no memory any more. */
  boolean isOver() {
    return over;
  }

  /** Gives back what is held; the read is over. */
  void close() {
    over = true;
    pending.ifPresent(reader.fetches()::abandon);
    pending = Optional.empty();
    drop();
  }

  /** Moves within the frame to the next batch with visible records; false at its end. */
  private boolean advance() {
    while (true) {
      long size = sizeAt(at);
      if (size < 0) {
        return false;
      }
      currentSize = (int) size;
      BatchHeader header = new BatchHeader(frame, at);
      if (header.magic() < PLAIN) {
        OffsetRange wanted = new OffsetRange(position, to);
        take(new OldBatch(partition, frame.slice(at, currentSize), wanted), true);
      } else {
        StoredBatch batch =
            new PlainBatch(partition, header, new OffsetRange(position, to), reader.decoder());
        boolean visible = isSeen(header);
        take(batch, visible && header.count() > 0);
      }
      if (current.isPresent() || position >= to) {
        return true;
      }
    }
  }

  private boolean isSeen(BatchHeader header) {
    boolean visible = filter.isVisible(header);
    return view == View.COMMITTED ? visible : view == View.EVERYTHING || !header.isControl();
  }

  private void take(StoredBatch batch, boolean visible) {
    if (visible && batch.lastOffset() >= position && batch.baseOffset() < to) {
      current = Optional.of(batch);
    } else {
      position = Math.max(position, batch.lastOffset() + 1);
      at += currentSize;
    }
  }

  /** Bytes of the batch at a place; negative when no whole batch stands there. */
  private long sizeAt(int place) {
    if (frame.limit() - place < BatchHeader.PREFIX) {
      return -1;
    }
    BatchHeader header = new BatchHeader(frame, place);
    long size = header.size();
    if (size > frame.limit() - place) {
      return -1;
    }
    if (size < BatchHeader.PREFIX + 14
        || header.magic() >= PLAIN && (size < BatchHeader.SIZE || header.lastOffsetDelta() < 0)) {
      throw new DamagedBatch(
          partition, header.baseOffset(), "its header gives a size of " + size + " bytes");
    }
    return size;
  }

  /** Takes the next answer that brings the read on. */
  private void fetch() {
    drop();
    long until = reader.client().patience();
    while (true) {
      try {
        Fetches.Pending asked = pending.orElseGet(() -> send(position, until));
        pending = Optional.of(asked);
        Optional<Fetches.Answer> got = reader.fetches().await(partition, asked, until);
        pending = Optional.empty();
        if (got.isPresent() && asked.position() == position && isFull(got.get())) {
          return;
        }
        got.ifPresent(empty -> empty.release().run());
      } catch (OffsetOutOfRangeException outside) {
        pending = Optional.empty();
        throw reader.outOfRange(partition, position, outside);
      }
    }
  }

  /** Keeps an answer that holds at least one whole batch, and asks for the next one. */
  private boolean isFull(Fetches.Answer got) {
    FetchResponseData.PartitionData data = got.data();
    frame = data.records() instanceof MemoryRecords records ? records.buffer() : NOTHING;
    at = 0;
    if (sizeAt(0) < 0) {
      frame = NOTHING;
      return false;
    }
    answer = Optional.of(got);
    filter = new AbortedFilter(data.abortedTransactions());
    ahead();
    return true;
  }

  private void ahead() {
    long records = 0;
    long next = position;
    int place = 0;
    for (long size = sizeAt(0); size >= 0; size = sizeAt(place)) {
      BatchHeader header = new BatchHeader(frame, place);
      if (header.magic() < PLAIN) {
        OldBatch old =
            new OldBatch(partition, frame.slice(place, (int) size), new OffsetRange(position, to));
        next = old.lastOffset() + 1;
      } else {
        records += header.isControl() ? 0 : header.count();
        next = header.lastOffset() + 1;
      }
      place += (int) size;
    }
    reader.count(records, frame.limit());
    if (next < to) {
      long until = reader.client().patience();
      pending = Optional.of(send(next, until));
    }
  }

  private Fetches.Pending send(long from, long until) {
    return reader.fetches().send(partition, from, view == View.COMMITTED, bytes, until);
  }

  private void drop() {
    answer.ifPresent(done -> done.release().run());
    answer = Optional.empty();
    frame = NOTHING;
    at = 0;
  }
}
