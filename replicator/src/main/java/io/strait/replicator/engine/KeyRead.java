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
 * Shows the keys of one side from its log start to an end, answer by answer, about 1 MiB each, all
 * of them from one leader. Pump's thread.
 */
final class KeyRead {
  private static final int UNKNOWN = -1;
  private static final int MOST_FAILURES = 50;

  /** Where to read. */
  record Place(
      Directory directory, Peer peer, TopicPartition partition, Uuid topicId, boolean committed) {
    String text() {
      return partition + " on '" + peer.alias() + "'";
    }
  }

  /**
   * Who is told.
   *
   * @param start of the log
   * @param each record, in order
   * @param end once all were shown
   * @param changed instead, if what was shown may not be of one log: another leader, or no answer
   *     for long
   * @param damaged instead, if a batch cannot be read
   */
  record Reader(
      LongConsumer start,
      Consumer<HeldKey> each,
      End end,
      Consumer<String> changed,
      Consumer<String> damaged) {}

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
  private final KeySpan span;
  private boolean begun;
  private int node = UNKNOWN;
  private int failures;
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
    this.reader = reader;
    this.span = new KeySpan(place.text(), to, atLeast);
  }

  /** Where it stands. */
  String text() {
    return problem.orElseGet(
        () ->
            "at offset "
                + span.next()
                + (span.to().isPresent() ? " of " + span.to().getAsLong() : "")
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
      failed(place.text() + " has no leader");
    } else if (node != UNKNOWN && node != leader.get()) {
      // Each replica is cleaned by itself: what two of them lack need not be gone.
      changed(place.text() + " has another leader");
    } else {
      node = leader.get();
      ask();
    }
  }

  /** Late answers are ignored from now on. */
  void cancel() {
    over = true;
  }

  private void ask() {
    busy = true;
    if (!begun) {
      place
          .peer()
          .offset(
              node,
              place.partition(),
              EndKind.LOG_START,
              new Part<>(OffsetAt::outcome, at -> begin(at.offset())));
    } else if (span.isWhole()) {
      end(new KeySpan.Whole(span.next(), span.to().orElseThrow()));
    } else {
      place
          .peer()
          .keys(
              node,
              place.partition(),
              place.topicId(),
              span.next(),
              place.committed(),
              new Part<>(KeysRead::outcome, this::keep));
    }
  }

  private void begin(long start) {
    begun = true;
    span.begin(start);
    reader.start().accept(start);
    ask();
  }

  private void keep(KeysRead read) {
    KeySpan.Verdict verdict = span.take(read);
    if (verdict instanceof KeySpan.Changed changed) {
      changed(changed.why());
      return;
    }
    for (HeldKey held : read.keys()) {
      if (held.offset() < span.to().orElse(0)) {
        reader.each().accept(held);
      }
    }
    if (verdict instanceof KeySpan.More) {
      problem = Optional.empty();
      failures = 0;
      ask();
    } else if (verdict instanceof KeySpan.Whole whole) {
      end(whole);
    } else if (verdict instanceof KeySpan.Later later) {
      failed(later.why());
    } else if (verdict instanceof KeySpan.Damaged damaged) {
      over = true;
      reader.damaged().accept(damaged.why());
    }
  }

  private void end(KeySpan.Whole whole) {
    over = true;
    reader.end().reached(whole.holds(), whole.at());
  }

  private void changed(String why) {
    over = true;
    reader.changed().accept(why);
  }

  /** Others want to compare, too: what does not get better begins anew behind them. */
  private void failed(String text) {
    busy = false;
    failures++;
    if (failures > MOST_FAILURES) {
      changed(text);
      return;
    }
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
          begun = false;
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
