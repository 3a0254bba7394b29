package io.strait.sandbox.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The duty cycle of a proxy: everything in here belongs to its one thread. */
final class ProxyLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyLoop.class);

  private final Selector selector;
  private final ServerSocketChannel listener;
  private final InetSocketAddress target;
  private final long seed;
  private final LongSupplier nanoTime;
  private final ChunkPool pool = new ChunkPool();
  private final List<Connection> connections = new ArrayList<>();
  private final List<SocketChannel> halfOpen = new ArrayList<>();
  private final Map<Direction, Faults> faults = new EnumMap<>(Direction.class);
  private final Map<Direction, Long> deliveredByGone = new EnumMap<>(Direction.class);
  private Admission admission = Admission.ACCEPT;
  private long accepted;

  ProxyLoop(
      Selector selector,
      ServerSocketChannel listener,
      InetSocketAddress target,
      long seed,
      LongSupplier nanoTime)
      throws IOException {
    this.selector = selector;
    this.listener = listener;
    this.target = target;
    this.seed = seed;
    this.nanoTime = nanoTime;
    for (Direction direction : Direction.values()) {
      faults.put(direction, Faults.NONE);
      deliveredByGone.put(direction, 0L);
    }
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Waits for a socket, a wake-up or the next byte that falls due. */
  void await() throws IOException {
    long wait = waitMillis();
    if (wait < 0) {
      selector.select();
    } else if (wait == 0) {
      selector.selectNow();
    } else {
      selector.select(wait);
    }
    selector.selectedKeys().clear();
  }

  /** Lets every connection do what it can do now. */
  void turn() {
    acceptAll();
    long now = nanoTime.getAsLong();
    connections.forEach(connection -> connection.turn(now));
    forgetClosed();
  }

  /** Below 0 for as long as it takes. */
  private long waitMillis() {
    long next = connections.stream().mapToLong(Connection::nextTurn).min().orElse(Long.MAX_VALUE);
    if (next == Long.MAX_VALUE) {
      return -1;
    }
    long nanos = Math.max(0, next - nanoTime.getAsLong());
    return TimeUnit.NANOSECONDS.toMillis(nanos + TimeUnit.MILLISECONDS.toNanos(1) - 1);
  }

  private void acceptAll() {
    for (SocketChannel client = accept(); client != null; client = accept()) {
      accepted++;
      switch (admission) {
        case ACCEPT -> dial(client);
        case HALF_OPEN -> halfOpen.add(client);
        case RESET -> Connection.reset(client);
      }
    }
  }

  private SocketChannel accept() {
    try {
      return listener.accept();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot accept connections any more", e);
    }
  }

  private void dial(SocketChannel client) {
    try {
      connections.add(Connection.dial(client, target, selector, this::pipe));
    } catch (IOException e) {
      LOG.atDebug()
          .addKeyValue("target", target)
          .addKeyValue("cause", e.toString())
          .log("Cannot dial, client was reset");
    }
  }

  /** The n-th connection draws the same jitter in every run with the same seed. */
  private Pipe pipe(Direction direction, SocketChannel source, SocketChannel sink) {
    long own = seed + accepted * Direction.values().length + direction.ordinal();
    return new Pipe(
        source, sink, new Shaper(new SplittableRandom(own)), pool, faults.get(direction));
  }

  private void forgetClosed() {
    for (Iterator<Connection> all = connections.iterator(); all.hasNext(); ) {
      Connection connection = all.next();
      if (!connection.open()) {
        for (Direction direction : Direction.values()) {
          deliveredByGone.merge(direction, connection.delivered(direction), Long::sum);
        }
        connection.release();
        all.remove();
      }
    }
  }

  void set(Direction direction, Faults wanted) {
    acceptAll();
    faults.put(direction, wanted);
    connections.forEach(connection -> connection.set(direction, wanted));
  }

  Faults faults(Direction direction) {
    return faults.get(direction);
  }

  /** Those that connected before the wish was made are let in under the old rule. */
  void admit(Admission wanted) {
    acceptAll();
    admission = wanted;
  }

  int connections() {
    acceptAll();
    return connections.size() + halfOpen.size();
  }

  long delivered(Direction direction) {
    return deliveredByGone.get(direction)
        + connections.stream().mapToLong(connection -> connection.delivered(direction)).sum();
  }

  void resetConnections() {
    acceptAll();
    connections.forEach(Connection::reset);
    forgetClosed();
    halfOpen.forEach(Connection::reset);
    halfOpen.clear();
  }

  void close() throws IOException {
    listener.close();
    connections.forEach(Connection::reset);
    halfOpen.forEach(Connection::reset);
    selector.close();
  }
}
