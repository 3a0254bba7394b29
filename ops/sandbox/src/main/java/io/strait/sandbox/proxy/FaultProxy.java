package io.strait.sandbox.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between clients and one broker and misbehaves on demand.
 *
 * <p>Starts as a good network. Every method may be called from any thread and, unless said
 * otherwise, returns once it is in force. When the broker cannot be reached, clients are reset.
 * Methods other than {@link #port} and {@link #close} throw {@link IllegalStateException} after
 * closing. Not guaranteed: delays finer than a millisecond; reordering and loss of single packets
 * do not exist at this layer.
 */
public final class FaultProxy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FaultProxy.class);
  private static final String HOST = "127.0.0.1";

  private final int port;
  private final Selector selector;
  private final ProxyLoop loop;
  private final Thread thread;
  private final Queue<Wish<?>> wishes = new ArrayDeque<>();
  private boolean deaf;
  private volatile boolean closing;

  private FaultProxy(int port, Selector selector, ProxyLoop loop) {
    this.port = port;
    this.selector = selector;
    this.loop = loop;
    this.thread = new Thread(this::run, "fault-proxy-" + port);
    thread.setDaemon(true);
  }

  /**
   * Listens on a loopback port.
   *
   * @param listenPort 0 for any free port
   * @param target the broker; dialled for each connection, need not be there yet
   * @param seed of the jitter
   * @throws IOException when the port is taken ({@link java.net.BindException}) or sockets fail
   */
  public static FaultProxy open(int listenPort, InetSocketAddress target, long seed)
      throws IOException {
    Selector selector = Selector.open();
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.bind(new InetSocketAddress(HOST, listenPort));
      listener.configureBlocking(false);
      int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
      ProxyLoop loop = new ProxyLoop(selector, listener, target, seed, System::nanoTime);
      FaultProxy proxy = new FaultProxy(port, selector, loop);
      proxy.thread.start();
      return proxy;
    } catch (IOException e) {
      listener.close();
      selector.close();
      throw e;
    }
  }

  /** Where clients connect, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Changes one direction, for open and for later connections. */
  public void set(Direction direction, Faults faults) {
    tell(() -> loop.set(direction, faults));
  }

  /** Changes both directions. */
  public void set(Faults faults) {
    tell(
        () -> {
          for (Direction direction : Direction.values()) {
            loop.set(direction, faults);
          }
        });
  }

  /** What a direction does now. */
  public Faults faults(Direction direction) {
    return ask(() -> loop.faults(direction));
  }

  /** Decides about new connections. */
  public void admit(Admission admission) {
    tell(() -> loop.admit(admission));
  }

  /** Ends every open connection with RST, on both sides. */
  public void resetConnections() {
    tell(loop::resetConnections);
  }

  /**
   * A good network again. Torn and half-open connections are reset, because they cannot be mended;
   * so are all others: call {@code set(Faults.NONE)} to spare them.
   */
  public void heal() {
    tell(
        () -> {
          loop.admit(Admission.ACCEPT);
          for (Direction direction : Direction.values()) {
            loop.set(direction, Faults.NONE);
          }
          loop.resetConnections();
        });
  }

  /** Connections open now, half-open ones included. */
  public int connections() {
    return ask(loop::connections);
  }

  /** Bytes handed to the receivers of a direction since the proxy was opened. */
  public long delivered(Direction direction) {
    return ask(() -> loop.delivered(direction));
  }

  /** Resets all connections and frees the port. Safe to repeat. */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Runnable wish) {
    ask(
        () -> {
          wish.run();
          return true;
        });
  }

  private <T> T ask(Supplier<T> question) {
    Wish<T> wish = new Wish<>(question);
    synchronized (wishes) {
      if (deaf) {
        throw closed();
      }
      wishes.add(wish);
    }
    selector.wakeup();
    try {
      return wish.answer().join();
    } catch (CompletionException e) {
      throw closed();
    }
  }

  private IllegalStateException closed() {
    return new IllegalStateException("fault proxy on port " + port + " is closed; open a new one");
  }

  private void run() {
    try {
      while (!closing) {
        loop.await();
        grantWishes();
        loop.turn();
      }
    } catch (IOException | RuntimeException e) {
      LOG.atError().addKeyValue("port", port).setCause(e).log("Fault proxy failed and closes");
    } finally {
      closeLoop();
      refuseWishes();
    }
  }

  private void grantWishes() {
    for (Wish<?> wish = next(); wish != null; wish = next()) {
      wish.grant();
    }
  }

  private Wish<?> next() {
    synchronized (wishes) {
      return wishes.poll();
    }
  }

  private void refuseWishes() {
    synchronized (wishes) {
      deaf = true;
      wishes.forEach(wish -> wish.refuse(closed()));
      wishes.clear();
    }
  }

  private void closeLoop() {
    try {
      loop.close();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("port", port).setCause(e).log("Fault proxy did not close cleanly");
    }
  }
}
