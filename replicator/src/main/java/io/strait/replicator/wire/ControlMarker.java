package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.Iterator;
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
    if (!BatchHeader.isControl(buffer, at)) {
      return false;
    }
    ByteBuffer slice = buffer.duplicate().limit(at + size).position(at).slice();
    Iterator<Record> records =
        MemoryRecords.readableRecords(slice).batches().iterator().next().iterator();
    return records.hasNext()
        && ControlRecordType.parse(records.next().key()) == ControlRecordType.ABORT;
  }
}
