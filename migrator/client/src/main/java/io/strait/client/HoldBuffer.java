package io.strait.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps records in order while they may not be sent, within a bound in bytes.
 *
 * <p>Either it holds, and takes what is offered, or it does not, and sends the offerer away to the
 * open session. It stops holding only at a moment at which it is empty (OrderKept). Refused records
 * come back even over the bound: the session's own buffer had counted them. Safe for use by several
 * threads.
 */
final class HoldBuffer {
  /** What became of an offer. */
  enum Offer {
    /** Kept. */
    HELD,
    /** Not kept: there is, or soon will be, an open session. */
    NOT_HOLDING,
    /** Not kept: no room came free in time. */
    FULL
  }

  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Pending> held = new ArrayDeque<>();
  private long bytes;
  private boolean holding = true;
  private boolean emptying;

  HoldBuffer(long capacity) {
    this.capacity = capacity;
  }

  /** Offers a record and waits for room at most so long. */
  Offer offer(Pending pending, long maxBlockMs) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(maxBlockMs);
      while (holding && (emptying || bytes + pending.bytes() > capacity)) {
        if (left <= 0) {
          return Offer.FULL;
        }
        left = changed.awaitNanos(left);
      }
      if (!holding) {
        return Offer.NOT_HOLDING;
      }
      held.addLast(pending);
      bytes += pending.bytes();
      return Offer.HELD;
    } finally {
      lock.unlock();
    }
  }

  /** Holds from now on. */
  void begin() {
    lock.lock();
    try {
      holding = true;
      emptying = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets offers wait from now on, so that the rest can be taken faster than it grows. */
  void empty() {
    lock.lock();
    try {
      emptying = holding;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the oldest; or, if there is none, stops holding and runs this in the same moment. */
  Optional<Pending> takeOrEnd(Runnable end) {
    lock.lock();
    try {
      Pending oldest = held.pollFirst();
      if (oldest == null) {
        holding = false;
        emptying = false;
        end.run();
      } else {
        bytes -= oldest.bytes();
      }
      changed.signalAll();
      return Optional.ofNullable(oldest);
    } finally {
      lock.unlock();
    }
  }

  /** Puts these, which are in order, before all others. */
  void giveBack(List<Pending> refused) {
    lock.lock();
    try {
      for (int i = refused.size() - 1; i >= 0; i--) {
        held.addFirst(refused.get(i));
        bytes += refused.get(i).bytes();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes those from the front whose time is over. */
  List<Pending> takeExpired(long now) {
    lock.lock();
    try {
      List<Pending> expired = new ArrayList<>();
      while (!held.isEmpty() && held.peekFirst().expiresAt() <= now) {
        Pending oldest = held.pollFirst();
        bytes -= oldest.bytes();
        expired.add(oldest);
      }
      if (!expired.isEmpty()) {
        changed.signalAll();
      }
      return expired;
    } finally {
      lock.unlock();
    }
  }

  /** How many it keeps. */
  int size() {
    lock.lock();
    try {
      return held.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes it keeps. */
  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }
}
