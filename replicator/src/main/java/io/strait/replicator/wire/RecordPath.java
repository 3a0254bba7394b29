package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;

/**
 * The record path: makes dense batches of message format 2 of a batch that may not pass as it is.
 *
 * <p>Takes every message format and codec, either kind of timestamp, holes, and a beginning in the
 * middle. Order, keys, values, headers and the timestamp that a reader sees stay the same, byte for
 * byte; only their frame (length, place and time relative to the batch) is written anew. The
 * source's checksum is verified first, because what is made gets one of its own. Control batches
 * are not for this class, and whether a transaction was committed is its caller's knowledge.
 *
 * <p>Keeps buffers between calls, at most some MiB; one thread.
 */
public final class RecordPath {
  private static final byte CURRENT_FORMAT = 2;
  private static final int OLD_HEADER_BYTES = 26;

  private final BufferSupplier memory = BufferSupplier.create();
  private final CurrentCursor current = new CurrentCursor(memory);
  private final BatchWriter writer = new BatchWriter();

  /**
   * Rebuilds one batch; position and limit of the buffer are left alone.
   *
   * @param at index of the batch's first byte
   * @param size its bytes, as {@link BatchHeader#wholeSize} says
   */
  public Rebuilt rebuild(ByteBuffer buffer, int at, int size, RecordPlan plan) {
    try {
      Codec codec = plan.codec().orElse(sourceCodec(buffer, at, size));
      try (RecordCursor records = open(buffer, at, size)) {
        return walk(records, plan, new PieceBuilder(plan, codec, writer));
      }
    } catch (DamagedBatch e) {
      return new Rebuilt.Damaged(e.getMessage());
    }
  }

  private static Rebuilt walk(RecordCursor records, RecordPlan plan, PieceBuilder pieces)
      throws DamagedBatch {
    int dropped = 0;
    while (records.next()) {
      if (records.offset() >= plan.from()) {
        RecordEdit.Edited edited = edited(records, plan);
        if (edited instanceof RecordEdit.Wait wait) {
          Optional<String> why = Optional.of(wait.reason());
          return new Rebuilt.Made(pieces.pieces(), records.offset(), dropped, why);
        }
        carry(records, edited, pieces);
        dropped += edited instanceof RecordEdit.Drop ? 1 : 0;
      }
    }
    return new Rebuilt.Made(pieces.pieces(), records.end(), dropped, Optional.empty());
  }

  private static RecordEdit.Edited edited(RecordCursor entry, RecordPlan plan) {
    try {
      return plan.edit().isEmpty() ? RecordEdit.Keep.AS_IS : plan.edit().get().edit(entry);
    } catch (RuntimeException e) {
      // Whatever a transform throws is about this record; the ones behind it may be fine.
      return new RecordEdit.Refuse("transform failed: " + e);
    }
  }

  private static void carry(RecordCursor entry, RecordEdit.Edited edited, PieceBuilder pieces)
      throws DamagedBatch {
    if (edited instanceof RecordEdit.Replace replace) {
      pieces.replace(entry.offset(), replace.with());
    } else if (edited instanceof RecordEdit.Refuse refuse) {
      pieces.poison(entry, refuse.reason());
    } else if (edited instanceof RecordEdit.Patch patch) {
      pieces.patch(entry, patch);
    } else if (edited instanceof RecordEdit.Keep) {
      pieces.keep(entry);
    }
  }

  private RecordCursor open(ByteBuffer buffer, int at, int size) throws DamagedBatch {
    if (BatchHeader.magic(buffer, at) != CURRENT_FORMAT) {
      return new OldCursor(old(buffer, at, size), memory);
    }
    verify(buffer, at, size);
    return current.open(buffer, at, size);
  }

  /** Refuses a batch of format 2 whose checksum does not fit. */
  private static void verify(ByteBuffer buffer, int at, int size) throws DamagedBatch {
    if (size < BatchHeader.BYTES || BatchHeader.wholeSize(buffer, at, at + size) != size) {
      throw new DamagedBatch("batch of " + size + " bytes is shorter than it says");
    }
    int stored = BatchHeader.storedChecksum(buffer, at);
    int computed = BatchHeader.computedChecksum(buffer, at);
    if (stored != computed) {
      throw new DamagedBatch(
          "batch at offset "
              + BatchHeader.baseOffset(buffer, at)
              + " carries checksum "
              + Integer.toHexString(stored)
              + " but its bytes have "
              + Integer.toHexString(computed));
    }
  }

  private static Codec sourceCodec(ByteBuffer buffer, int at, int size) throws DamagedBatch {
    try {
      return BatchHeader.magic(buffer, at) == CURRENT_FORMAT && size >= BatchHeader.BYTES
          ? BatchHeader.codec(buffer, at)
          : Codec.of(old(buffer, at, size).compressionType());
    } catch (IllegalArgumentException e) {
      throw new DamagedBatch("batch names a codec that does not exist", e);
    }
  }

  private static MutableRecordBatch old(ByteBuffer buffer, int at, int size) throws DamagedBatch {
    byte magic = BatchHeader.magic(buffer, at);
    if (magic > CURRENT_FORMAT || magic < 0 || size < OLD_HEADER_BYTES) {
      throw new DamagedBatch("batch of " + size + " bytes in message format " + magic);
    }
    try {
      ByteBuffer slice = buffer.duplicate().limit(at + size).position(at).slice();
      MutableRecordBatch batch = MemoryRecords.readableRecords(slice).batches().iterator().next();
      batch.ensureValid();
      return batch;
    } catch (KafkaException | IllegalArgumentException e) {
      throw new DamagedBatch("message is not readable", e);
    }
  }
}
