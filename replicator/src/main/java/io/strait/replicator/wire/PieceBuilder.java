package io.strait.replicator.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Gathers records into runs that fit the plan's bounds. One batch, one thread. */
final class PieceBuilder {
  /**
   * Uncompressed bytes at which a compressed batch ends; readers must hold what a batch expands to.
   */
  private static final int MOST_UNCOMPRESSED = 16 * 1024 * 1024;

  private final RecordPlan plan;
  private final Codec codec;
  private final BatchWriter writer;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Piece.Stretch> stretches = new ArrayList<>();
  private long expected = -1;

  PieceBuilder(RecordPlan plan, Codec codec, BatchWriter writer) {
    this.plan = plan;
    this.codec = codec;
    this.writer = writer;
    writer.clear();
  }

  /** Adds the record under the cursor as it is. */
  void keep(RecordCursor entry) throws DamagedBatch {
    makeRoom(entry.offset(), entry.bound());
    entry.appendTo(writer);
    added(entry.offset());
  }

  /** Adds the record under the cursor with other schema ids. */
  void patch(RecordCursor entry, RecordEdit.Patch patch) throws DamagedBatch {
    keep(entry);
    writer.patch(patch);
  }

  /** Adds another record in its place. */
  void replace(long offset, PlainRecord with) throws DamagedBatch {
    makeRoom(offset, BatchWriter.bound(0));
    writer.plain(with);
    added(offset);
  }

  /** Ends the run before it and puts the record aside. */
  void poison(RecordCursor entry, String reason) throws DamagedBatch {
    flush();
    try {
      pieces.add(new Piece.Poison(entry.offset(), entry.copy(), reason));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new DamagedBatch("record at offset " + entry.offset() + " is not readable", e);
    }
  }

  List<Piece> pieces() throws DamagedBatch {
    flush();
    return pieces;
  }

  private void makeRoom(long offset, int bytes) throws DamagedBatch {
    boolean hole = writer.count() > 0 && offset != expected;
    if (hole && plan.holes() == RecordPlan.Holes.SPLIT) {
      flush();
    }
    long bound =
        codec == Codec.NONE
            ? plan.maxBatchBytes()
            : Math.max(MOST_UNCOMPRESSED, plan.maxBatchBytes());
    boolean full = (long) writer.bytes() + bytes > bound || writer.count() >= plan.maxRecords();
    if (writer.count() > 0 && full) {
      flush();
    }
    if (writer.count() == 0 || hole) {
      stretches.add(new Piece.Stretch(writer.count(), offset));
    }
  }

  private void added(long offset) {
    expected = offset + 1;
  }

  private void flush() throws DamagedBatch {
    if (writer.count() > 0) {
      emit(writer, List.copyOf(stretches));
      writer.clear();
      stretches.clear();
    }
  }

  private void emit(BatchWriter from, List<Piece.Stretch> sources) throws DamagedBatch {
    ByteBuffer batch = from.batch(codec, sources.get(0).source());
    if (batch.limit() <= plan.maxBatchBytes()) {
      pieces.add(new Piece.Run(batch, from.count(), from.maxTimestamp(), sources));
    } else if (from.count() > 1) {
      halve(from, sources);
    } else {
      pieces.add(tooLarge(from, batch.limit(), sources.get(0).source()));
    }
  }

  private void halve(BatchWriter whole, List<Piece.Stretch> sources) throws DamagedBatch {
    int middle = whole.count() / 2;
    BatchWriter first = new BatchWriter();
    BatchWriter second = new BatchWriter();
    try (RecordCursor records = whole.read()) {
      for (int i = 0; records.next(); i++) {
        records.appendTo(i < middle ? first : second);
      }
    }
    List<Piece.Stretch> before = new ArrayList<>();
    List<Piece.Stretch> behind = new ArrayList<>();
    for (Piece.Stretch stretch : sources) {
      if (stretch.index() < middle) {
        before.add(stretch);
        behind.clear();
        behind.add(new Piece.Stretch(0, stretch.source() + middle - stretch.index()));
      } else {
        behind.removeIf(earlier -> stretch.index() == middle);
        behind.add(new Piece.Stretch(stretch.index() - middle, stretch.source()));
      }
    }
    emit(first, before);
    emit(second, behind);
  }

  private Piece tooLarge(BatchWriter single, int bytes, long offset) throws DamagedBatch {
    try (RecordCursor records = single.read()) {
      records.next();
      return new Piece.Poison(
          offset,
          records.copy(),
          "a batch with this record alone takes "
              + bytes
              + " bytes; the target takes at most "
              + plan.maxBatchBytes());
    }
  }
}
