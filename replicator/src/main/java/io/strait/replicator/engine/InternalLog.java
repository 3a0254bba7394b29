package io.strait.replicator.engine;

import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.wire.BackOff;
import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.Outcome;
import io.strait.replicator.wire.PlainBatch;
import io.strait.replicator.wire.PlainRecord;
import io.strait.replicator.wire.ProduceAck;
import io.strait.replicator.wire.ProduceBatch;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one mirror partition writes to one of the link's internal topics: in order, each record
 * once, one request on its way at a time, tried again until it is stored.
 *
 * <p>Its producer id belongs to the mirror partition and its epoch is the owner's: once a later
 * owner of that partition has written anything, whatever an earlier one still sends is refused. An
 * earlier owner that learns so ends its pump. Owned by the pump's thread.
 *
 * <p>Not guaranteed: that nothing of an earlier owner lands before the later one's first record.
 */
final class InternalLog implements Reply<List<ProduceAck>> {
  /** From here on the caller is to wait before it appends more. */
  private static final int FULL_BYTES = 4 << 20;

  private static final int REQUEST_BYTES = 256 << 10;
  private static final int EPOCH_BITS = 15;
  private static final int LANE = 0;
  private static final Logger log = LoggerFactory.getLogger(InternalLog.class);

  private final PumpContext context;
  private final TopicPartition place;
  private final TopicPartition about;
  private final BackOff backOff;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private List<Entry> sent = List.of();
  private Optional<ByteBuffer> batch = Optional.empty();
  private boolean unanswered;
  private boolean oneByOne;
  private int epoch = -1;
  private int nextSequence;
  private Optional<String> problem = Optional.empty();
  private Optional<RuntimeException> end = Optional.empty();

  /**
   * Sends nothing before {@link #advance}.
   *
   * @param topic where the records go
   * @param about the mirror partition that the records speak of
   */
  InternalLog(PumpContext context, InternalTopic topic, TopicPartition about) {
    this.context = context;
    this.place = topic.partitionOf(context.identity().link().name());
    this.about = about;
    this.backOff =
        new BackOff(
            context.options().wire().backOff().toMillis(),
            context.options().wire().backOffMax().toMillis());
  }

  /** What becomes of a record. */
  interface Fate {
    /** All replicas have it, and all that was appended before it. */
    void stored();

    /** The topic never takes this record; those behind it go on. */
    void refused(String why);
  }

  /** Appends a record behind all earlier ones; {@code fate} is told on the pump's thread. */
  void append(PlainRecord content, Fate fate) {
    Entry entry = new Entry(content, fate);
    waiting.add(entry);
    waitingBytes += entry.bytes();
  }

  /** Whether so much waits that nothing more should be appended for now. */
  boolean isFull() {
    return waitingBytes >= FULL_BYTES;
  }

  /** Whether everything was stored or refused. */
  boolean isIdle() {
    return waiting.isEmpty() && batch.isEmpty();
  }

  /** Why records are not stored at the moment, if something is in the way. */
  Optional<String> problem() {
    return problem;
  }

  /**
   * Sends what is due.
   *
   * @throws IllegalStateException if another owner has taken over, or the topic has lost what was
   *     stored in it: the pump must end, a new owner reads everything again
   */
  void advance(long now) {
    end.ifPresent(
        reason -> {
          throw reason;
        });
    // Refused at the socket, it would take the connection's other requests with it.
    if (unanswered || !backOff.isOver(now) || isIdle() || !context.ownership().holds()) {
      return;
    }
    Optional<Integer> leader = context.target().leader(place);
    if (leader.isEmpty()) {
      context.target().refreshSoon();
      pause("the target has no leader for " + place);
    } else {
      send(leader.get());
    }
  }

  private void send(int node) {
    ByteBuffer bytes = batch.orElseGet(this::next);
    batch = Optional.of(bytes);
    unanswered = true;
    Duration brokerTimeout = context.options().wire().request().dividedBy(2);
    Uuid topicId = context.target().topicId(place.topic()).orElse(Uuid.ZERO_UUID);
    List<ProduceBatch> request = List.of(new ProduceBatch(place, topicId, bytes, 0, bytes.limit()));
    context
        .targetPeer()
        .produce(node, LANE, request, brokerTimeout, context.ownership()::holds, this);
  }

  /** The next batch keeps its stamp for as long as it takes: only so is a repeat known as one. */
  private ByteBuffer next() {
    List<Entry> taken = new ArrayList<>();
    List<PlainRecord> contents = new ArrayList<>();
    int bytes = 0;
    while (!waiting.isEmpty()
        && (taken.isEmpty() || !oneByOne && bytes + waiting.peek().bytes() <= REQUEST_BYTES)) {
      Entry entry = waiting.remove();
      bytes += entry.bytes();
      taken.add(entry);
      contents.add(entry.content());
    }
    waitingBytes -= bytes;
    sent = taken;
    return stamped(PlainBatch.of(contents));
  }

  private ByteBuffer stamped(ByteBuffer made) {
    if (epoch != context.ownerEpoch()) {
      epoch = context.ownerEpoch();
      nextSequence = 0;
    }
    int era = epoch >>> EPOCH_BITS;
    long id = ProducerIds.internal(context.identity().dataId(), about, era);
    short low = (short) (epoch - (era << EPOCH_BITS));
    BatchHeader.stamp(made, 0, id, low, nextSequence);
    return made;
  }

  @Override
  public void answered(List<ProduceAck> acks) {
    unanswered = false;
    Optional<Outcome> mine =
        acks.stream()
            .filter(ack -> ack.partition().equals(place))
            .map(ProduceAck::outcome)
            .findFirst();
    if (mine.isEmpty()) {
      pause("the broker's answer leaves out " + place);
    } else if (mine.get().ok()) {
      stored();
    } else {
      refused(mine.get());
    }
  }

  @Override
  public void failed(WireFailure failure) {
    unanswered = false;
    context.target().refreshSoon();
    pause(failure.kind() + ": " + failure);
  }

  private void stored() {
    List<Entry> done = sent;
    settled(done.size());
    done.forEach(entry -> entry.fate().stored());
  }

  private void settled(int sequences) {
    nextSequence = Sequences.plus(nextSequence, sequences);
    sent = List.of();
    batch = Optional.empty();
    problem = Optional.empty();
    backOff.succeeded();
  }

  private void refused(Outcome outcome) {
    context.target().refreshSoon();
    String text = place + " on the target answers " + outcome.text();
    switch (outcome.answer()) {
      case FENCED -> end("another engine owns " + about + " now: " + text);
      case OUT_OF_SEQUENCE -> end(text + ": it has lost records that it had stored");
      case BATCH_REFUSED, RECORD_REFUSED, DAMAGED -> tooMuch(text);
      case UNKNOWN_TOPIC -> {
        if (context.target().isGone(place.topic())) {
          end(text + ": the topic is gone and is to be made again");
        }
        pause(text);
      }
      case NOT_AUTHORIZED -> pause(FaultKind.NEEDS_HUMAN + ": " + text);
      case OK, MOVED, OUT_OF_RANGE, TRANSIENT, OTHER -> pause(text);
    }
  }

  /** A refused batch took no sequence; its records get another chance one by one. */
  private void tooMuch(String text) {
    List<Entry> together = sent;
    settled(0);
    oneByOne = true;
    if (together.size() > 1) {
      for (int i = together.size() - 1; i >= 0; i--) {
        waiting.addFirst(together.get(i));
        waitingBytes += together.get(i).bytes();
      }
    } else {
      together.get(0).fate().refused(text);
    }
  }

  private void end(String why) {
    end = Optional.of(new IllegalStateException(why));
  }

  private void pause(String why) {
    if (problem.isEmpty()) {
      log.atWarn()
          .addKeyValue("link", context.identity().link().name())
          .addKeyValue("about", about)
          .addKeyValue("topic", place.topic())
          .addKeyValue("why", why)
          .log("Internal record not stored yet");
    }
    problem = Optional.of(why);
    backOff.failed(context.now());
  }

  private record Entry(PlainRecord content, Fate fate) {
    private static final int OVERHEAD = 32;

    int bytes() {
      int headers =
          content.headers().stream()
              .mapToInt(h -> OVERHEAD + h.name().length() + size(h.value()))
              .sum();
      return OVERHEAD + size(content.key()) + size(content.value()) + headers;
    }

    private static int size(Optional<byte[]> part) {
      return part.map(bytes -> bytes.length).orElse(0);
    }
  }
}
