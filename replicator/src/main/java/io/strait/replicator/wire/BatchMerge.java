package io.strait.replicator.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.utils.BufferSupplier;

/**
 * Makes one batch of several dense ones that follow each other, on raw record bytes.
 *
 * <p>A target broker spends some 15 microseconds on a batch however small it is, so that a log of
 * one-record batches is faster to rebuild than to pass. Order, keys, values, headers and timestamps
 * stay the same; the batches' checksums are verified first. Takes message format 2 only, plain
 * batches only (no control batches, no broker's time). Keeps buffers between calls; one thread.
 */
public final class BatchMerge {
  private final BufferSupplier memory = BufferSupplier.create();
  private final CurrentCursor cursor = new CurrentCursor(memory);
  private final BatchWriter writer = new BatchWriter();
  private Codec codec = Codec.NONE;

  /** Forgets what was gathered; the next batches are to have this codec. */
  public void begin(Codec wanted) {
    writer.clear();
    codec = wanted;
  }

  /**
   * Adds a batch's records behind those gathered.
   *
   * @return false, with nothing added, if it has another codec or its checksum does not fit
   */
  public boolean add(ByteBuffer buffer, int at, int size) {
    if (BatchHeader.codec(buffer, at) != codec
        || BatchHeader.storedChecksum(buffer, at) != BatchHeader.computedChecksum(buffer, at)) {
      return false;
    }
    BatchWriter.Mark before = writer.mark();
    try (RecordCursor records = cursor.open(buffer, at, size)) {
      while (records.next()) {
        records.appendTo(writer);
      }
      return true;
    } catch (DamagedBatch e) {
      writer.reset(before);
      return false;
    }
  }

  /** Records gathered. */
  public int count() {
    return writer.count();
  }

  /** Uncompressed bytes gathered. */
  public int bytes() {
    return writer.bytes();
  }

  /**
   * The records gathered as one batch.
   *
   * @param base offset of the first one
   * @param maxBytes no batch is made larger than this
   * @return empty if it would be larger
   */
  public Optional<ByteBuffer> batch(long base, int maxBytes) {
    ByteBuffer batch = writer.batch(codec, base);
    return batch.limit() <= maxBytes ? Optional.of(batch) : Optional.empty();
  }
}
