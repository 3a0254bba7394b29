package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Optional;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;

/** Reads what a control batch says. */
public final class ControlMarker {
  private ControlMarker() {}

  /**
   * Whether the batch ends its producer's transaction by aborting it. A control batch that
   * compaction has emptied says nothing any more.
   *
   * @param size of the whole batch in bytes
   */
  public static boolean isAbort(ByteBuffer buffer, int at, int size) {
    return type(buffer, at, size).filter(type -> type == ControlRecordType.ABORT).isPresent();
  }

  /** Whether the batch ends its producer's transaction, either way. */
  public static boolean isEnd(ByteBuffer buffer, int at, int size) {
    return type(buffer, at, size)
        .filter(type -> type == ControlRecordType.ABORT || type == ControlRecordType.COMMIT)
        .isPresent();
  }

  private static Optional<ControlRecordType> type(ByteBuffer buffer, int at, int size) {
    if (!BatchHeader.isControl(buffer, at)) {
      return Optional.empty();
    }
    ByteBuffer slice = buffer.duplicate().limit(at + size).position(at).slice();
    Iterator<Record> records =
        MemoryRecords.readableRecords(slice).batches().iterator().next().iterator();
    return records.hasNext()
        ? Optional.of(ControlRecordType.parse(records.next().key()))
        : Optional.empty();
  }
}
