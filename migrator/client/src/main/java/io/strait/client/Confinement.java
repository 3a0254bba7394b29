package io.strait.client;

import java.util.ConcurrentModificationException;
import java.util.concurrent.atomic.AtomicReference;

/** One thread at a time, as often as it likes: the rule of KafkaConsumer. */
final class Confinement {
  private final AtomicReference<Thread> owner = new AtomicReference<>();
  private int depth;

  /** Comes in, to be followed by {@link #exit}; refuses a second thread. */
  void enter() {
    Thread me = Thread.currentThread();
    if (owner.get() != me && !owner.compareAndSet(null, me)) {
      throw new ConcurrentModificationException(
          "SwitchingConsumer is not safe for multi-threaded access: thread '"
              + me.getName()
              + "' came while another one was inside");
    }
    depth++;
  }

  void exit() {
    depth--;
    if (depth == 0) {
      owner.set(null);
    }
  }
}
