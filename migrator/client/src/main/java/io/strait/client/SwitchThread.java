package io.strait.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon thread that makes a producer's switches. */
final class SwitchThread extends Thread {
  private static final Logger log = LoggerFactory.getLogger(SwitchThread.class);
  private static final long TICK_MS = 50;

  private final ProducerSwitch moves;

  SwitchThread(ProducerSwitch moves, String name) {
    super(name);
    this.moves = moves;
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      while (!moves.finishing()) {
        long seen = moves.changed().count();
        step();
        moves.changed().awaitAfter(seen, TICK_MS);
      }
    } catch (InterruptedException e) {
      log.atWarn().addKeyValue("thread", getName()).log("Switch thread interrupted, stops");
    }
  }

  private void step() throws InterruptedException {
    try {
      moves.step();
    } catch (RuntimeException e) {
      // Held records stay held and the step is tried again; they end by delivery.timeout.ms.
      log.atError().setCause(e).log("Producer switch failed, trying on");
    }
  }

  /** Waits for its end, which {@link ProducerSwitch#finish} brings about. */
  void awaitEnd(long millis) {
    boolean interrupted = false;
    long end = System.nanoTime() + millis * 1_000_000;
    while (isAlive() && System.nanoTime() < end) {
      try {
        join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
