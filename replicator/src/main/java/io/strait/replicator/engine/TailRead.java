package io.strait.replicator.engine;

import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.wire.HeldRecord;
import io.strait.replicator.wire.Peer;
import io.strait.replicator.wire.RangeRead;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Reads one side from an offset to its end, answer by answer. Owned by the pump's thread. */
final class TailRead implements Reply<RangeRead> {
  /** More would not make an answer better, only larger. */
  private static final int MOST_RECORDS = 4_096;

  /** Where to read. */
  record Place(Peer peer, int node, TopicPartition partition, Uuid topicId, boolean committed) {}

  private final LinkIdentity identity;
  private final Place place;
  private final long to;
  private final Consumer<Tail.Side> done;
  private final BiConsumer<FaultKind, String> failed;
  private final Deque<HeldRecord> records = new ArrayDeque<>();
  private long next;
  private boolean filled;
  private boolean padded;
  private int leaderEpoch = -1;

  TailRead(
      LinkIdentity identity,
      Place place,
      long from,
      long to,
      Consumer<Tail.Side> done,
      BiConsumer<FaultKind, String> failed) {
    this.identity = identity;
    this.place = place;
    this.next = from;
    this.to = to;
    this.done = done;
    this.failed = failed;
  }

  void start() {
    if (next >= to) {
      end();
    } else {
      place
          .peer()
          .read(place.node(), place.partition(), place.topicId(), next, place.committed(), this);
    }
  }

  @Override
  public void answered(RangeRead read) {
    if (!read.outcome().ok()) {
      failed.accept(FaultKind.of(read.outcome().exception()), read.outcome().text());
      return;
    }
    keep(read);
    if (read.next() > next) {
      next = read.next();
      start();
    } else if (read.readableEnd() >= to) {
      // Nothing is left between here and the end: removed by compaction.
      end();
    } else {
      failed.accept(
          FaultKind.RETRIABLE,
          place.partition()
              + " on '"
              + place.peer().alias()
              + "' shows nothing at "
              + next
              + " yet");
    }
  }

  @Override
  public void failed(WireFailure failure) {
    failed.accept(failure.kind(), failure.toString());
  }

  private void keep(RangeRead read) {
    filled |= read.controlIds().stream().anyMatch(identity::isFill);
    leaderEpoch = read.leaderEpoch() >= 0 ? read.leaderEpoch() : leaderEpoch;
    for (HeldRecord held : read.records()) {
      if (held.offset() >= to) {
        return;
      }
      padded = held.producerId() == identity.paddingId();
      boolean fill = identity.isFill(held.producerId());
      filled |= fill;
      if (!fill && !identity.isPadding(held.producerId())) {
        records.addLast(held);
      }
      if (records.size() > MOST_RECORDS) {
        records.removeFirst();
      }
    }
  }

  private void end() {
    done.accept(new Tail.Side(List.copyOf(records), filled, padded, leaderEpoch));
  }
}
