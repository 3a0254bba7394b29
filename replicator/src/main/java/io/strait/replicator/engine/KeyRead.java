package io.strait.replicator.engine;

import io.strait.replicator.wire.Answer;
import io.strait.replicator.wire.EndKind;
import io.strait.replicator.wire.HeldKey;
import io.strait.replicator.wire.KeysRead;
import io.strait.replicator.wire.OffsetAt;
import io.strait.replicator.wire.Outcome;
import io.strait.replicator.wire.Peer;
import io.strait.replicator.wire.Reply;
import io.strait.replicator.wire.WireFailure;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Shows the keys of one side from its log start to an end, answer by answer, about 1 MiB each; what
 * fails is asked again, where the leader is by then. Pump's thread.
 */
final class KeyRead {
  private static final long UNKNOWN = -1;

  /** Where to read. */
  record Place(
      Directory directory, Peer peer, TopicPartition partition, Uuid topicId, boolean committed) {}

  /**
   * Who is told.
   *
   * @param start of the log
   * @param each record, in order
   * @param end once all were shown
   * @param shorter instead, if the log is not as long as it must be: another leader
   */
  record Reader(LongConsumer start, Consumer<HeldKey> each, End end, Consumer<String> shorter) {}

  /** The end of the reading. */
  interface End {
    /**
     * @param holds from here to {@code at} nothing is left
     */
    void reached(long holds, long at);
  }

  private final PumpContext context;
  private final Place place;
  private final Reader reader;
  private final long atLeast;
  private OptionalLong to;
  private long next = UNKNOWN;
  private boolean busy;
  private boolean over;
  private long notBefore;
  private Optional<String> problem = Optional.empty();

  /**
   * @param to where to end, or empty for what is readable when the reading begins
   * @param atLeast to where the log must be readable
   */
  KeyRead(PumpContext context, Place place, OptionalLong to, long atLeast, Reader reader) {
    this.context = context;
    this.place = place;
    this.to = to;
    this.atLeast = atLeast;
    this.reader = reader;
  }

  /** Where it stands. */
  String text() {
    return problem.orElseGet(
        () ->
            "at offset "
                + Math.max(0, next)
                + (to.isPresent() ? " of " + to.getAsLong() : "")
                + " on '"
                + place.peer().alias()
                + "'");
  }

  /** Asks, unless it waits for an answer. */
  void advance(long now) {
    if (busy || over || now < notBefore) {
      return;
    }
    Optional<Integer> leader = place.directory().leader(place.partition());
    if (leader.isEmpty()) {
      failed(place.partition() + " has no leader on '" + place.peer().alias() + "'");
    } else {
      ask(leader.get());
    }
  }

  /** Late answers are ignored from now on. */
  void cancel() {
    over = true;
  }

  private void ask(int node) {
    busy = true;
    if (next == UNKNOWN) {
      place
          .peer()
          .offset(
              node,
              place.partition(),
              EndKind.LOG_START,
              new Part<>(OffsetAt::outcome, at -> begin(node, at.offset())));
    } else if (to.isPresent() && next >= to.getAsLong()) {
      end();
    } else {
      place
          .peer()
          .keys(
              node,
              place.partition(),
              place.topicId(),
              next,
              place.committed(),
              new Part<>(KeysRead::outcome, read -> keep(node, read)));
    }
  }

  private void begin(int node, long start) {
    next = start;
    reader.start().accept(start);
    ask(node);
  }

  private void keep(int node, KeysRead read) {
    problem = Optional.empty();
    if (read.readableEnd() < 0) {
      failed("the broker holds its answer back");
      return;
    }
    if (read.readableEnd() < atLeast) {
      over = true;
      String text = place.partition() + " on '" + place.peer().alias() + "' is readable up to ";
      reader.shorter().accept(text + read.readableEnd() + " only, not to " + atLeast);
      return;
    }
    to = to.isPresent() ? to : OptionalLong.of(read.readableEnd());
    for (HeldKey held : read.keys()) {
      if (held.offset() < to.getAsLong()) {
        reader.each().accept(held);
      }
    }
    if (read.next() > next) {
      next = read.next();
      ask(node);
    } else {
      // Nothing is left between here and the end: removed by compaction.
      end();
    }
  }

  private void end() {
    over = true;
    reader.end().reached(next, to.orElseThrow());
  }

  private void failed(String text) {
    busy = false;
    problem = Optional.of(text);
    notBefore = context.now() + context.options().wire().backOff().toMillis();
    place.directory().refreshSoon();
  }

  /** One answer. */
  private final class Part<T> implements Reply<T> {
    private final Function<T, Outcome> outcome;
    private final Consumer<T> then;

    Part(Function<T, Outcome> outcome, Consumer<T> then) {
      this.outcome = outcome;
      this.then = then;
    }

    @Override
    public void answered(T value) {
      if (over) {
        return;
      }
      Outcome said = outcome.apply(value);
      if (said.ok()) {
        then.accept(value);
      } else {
        if (said.answer() == Answer.OUT_OF_RANGE) {
          // Retention was faster: on from what is left.
          next = UNKNOWN;
        }
        KeyRead.this.failed(said.text());
      }
    }

    @Override
    public void failed(WireFailure failure) {
      if (!over) {
        KeyRead.this.failed(failure.kind() + ": " + failure);
      }
    }
  }
}
