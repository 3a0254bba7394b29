package io.strait.replicator.engine;

import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.Filler;
import io.strait.replicator.wire.Outcome;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Fills the target up to the source's log start with sequenced batches of tombstones under the
 * padding id, hides them, and has the partition read again.
 */
final class Padding implements Stage.Feeding {
  private static final short EPOCH = 0;
  private static final int BATCH_RECORDS = 100_000;

  private final PumpContext context;
  private final PartitionCopy copy;
  private final Resume.Pad range;
  private final int node;
  private long nextOffset;
  private int nextSequence;
  private Optional<ByteBuffer> fullBatch = Optional.empty();
  private Optional<ByteBuffer> ready = Optional.empty();
  private boolean remembered;
  private boolean hiding;

  Padding(PumpContext context, PartitionCopy copy, Resume.Pad range, int node) {
    this.context = context;
    this.copy = copy;
    this.range = range;
    this.node = node;
    this.nextOffset = range.from();
    this.nextSequence = range.sequence();
  }

  @Override
  public PartitionState state() {
    return PartitionState.PADDING;
  }

  @Override
  public int node() {
    return node;
  }

  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  public void leave() {
    ready = Optional.empty();
  }

  @Override
  public void advance(long now) {
    if (ready.isEmpty() && nextOffset < range.to()) {
      ready = Optional.of(next());
    } else if (nextOffset >= range.to() && copy.unanswered() == 0 && !hiding) {
      hiding = true;
      copy.hideFiller(range.to(), node);
    }
  }

  /** The first batch goes alone, for the same reason as in {@link Running#nextBytes}. */
  @Override
  public int nextBytes() {
    boolean mustWait = !remembered && copy.unanswered() > 0;
    return mustWait || !context.ownership().holds() ? 0 : ready.map(ByteBuffer::limit).orElse(0);
  }

  @Override
  public long readyBytes() {
    return nextBytes();
  }

  @Override
  public Outgoing take() {
    ByteBuffer batch = ready.orElseThrow();
    ready = Optional.empty();
    int count = BatchHeader.count(batch, 0);
    BatchHeader.stamp(batch, 0, context.identity().paddingId(), EPOCH, nextSequence);
    Outgoing outgoing =
        new Outgoing(
            batch,
            0,
            batch.limit(),
            nextOffset,
            nextOffset,
            count,
            context.wallMillis(),
            true,
            Optional.empty());
    nextOffset += count;
    nextSequence = Sequences.plus(nextSequence, count);
    if (nextOffset < range.to()) {
      ready = Optional.of(next());
    }
    return outgoing;
  }

  @Override
  public void acknowledged(Outgoing batch) {
    remembered = true;
    copy.padded(batch.next());
  }

  /** Every batch is a copy: the header of one still on its way must not change. */
  private ByteBuffer next() {
    int records = (int) Math.min(BATCH_RECORDS, range.to() - nextOffset);
    if (records < BATCH_RECORDS) {
      return Filler.tombstones(records, context.wallMillis());
    }
    if (fullBatch.isEmpty()) {
      fullBatch = Optional.of(Filler.tombstones(BATCH_RECORDS, context.wallMillis()));
    }
    ByteBuffer batch = ByteBuffer.allocate(fullBatch.get().limit());
    batch.put(fullBatch.get().duplicate()).flip();
    return batch;
  }

  /** The end of hiding the filler: read the target again, whatever came of it. */
  record Hidden(PartitionCopy copy) implements Reply<Outcome> {
    @Override
    public void answered(Outcome outcome) {
      if (isNeverAllowed(outcome)) {
        copy.fillerStays();
      }
      copy.doubt(outcome.ok() ? "padding done" : "hiding the padding: " + outcome.text());
    }

    /** Records of a topic that is only compacted cannot be deleted; its cleaner does it instead. */
    private static boolean isNeverAllowed(Outcome outcome) {
      return outcome.text().startsWith("POLICY_VIOLATION");
    }

    @Override
    public void failed(WireFailure failure) {
      copy.doubt("hiding the padding: " + failure);
    }
  }
}
