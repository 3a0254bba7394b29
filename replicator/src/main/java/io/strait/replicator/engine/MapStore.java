package io.strait.replicator.engine;

import io.strait.replicator.offsets.OffsetBlock;
import io.strait.replicator.offsets.OffsetBlocks;
import io.strait.replicator.offsets.OffsetKey;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.wire.PlainRecord;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The offset map of one mirror partition and its copy in the link's internal topic. What is behind
 * a discontinuity may be sent only once {@link #isStored}. Owned by the pump's thread.
 */
final class MapStore {
  private final PumpContext context;
  private final TopicPartition target;
  private final InternalLog log;
  private OffsetMap map;

  /** Begins with what the internal topic said when it was last read. */
  MapStore(PumpContext context, TopicPartition target) {
    this.context = context;
    this.target = target;
    this.log = new InternalLog(context, InternalTopic.OFFSETS, target);
    this.map = context.memory().offsets(target);
  }

  /** The newest map, stored or not. */
  OffsetMap map() {
    return map;
  }

  /** Replaces the map; what changed goes to the internal topic. */
  void keep(OffsetMap next) {
    OffsetBlocks.changes(map, next).forEach(block -> log.append(content(block), new Kept()));
    map = next;
  }

  /** Whether the internal topic holds the newest map. */
  boolean isStored() {
    return log.isIdle();
  }

  /** Why it is not stored at the moment, if something is in the way. */
  Optional<String> problem() {
    return log.problem();
  }

  void advance(long now) {
    log.advance(now);
  }

  private PlainRecord content(OffsetBlock block) {
    byte[] key = new OffsetKey(target, block.firstTarget()).toBytes();
    return new PlainRecord(context.wallMillis(), Optional.of(key), block.content(), List.of());
  }

  /** A map that cannot be stored must not be relied on. */
  private final class Kept implements InternalLog.Fate {
    @Override
    public void stored() {
      // What waits for it asks whether all is stored.
    }

    @Override
    public void refused(String why) {
      throw new IllegalStateException("the offset map of " + target + " is not taken: " + why);
    }
  }
}
