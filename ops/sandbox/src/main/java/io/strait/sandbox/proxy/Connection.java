package io.strait.sandbox.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's connection and the one made to the broker for it. Owned by the proxy's thread. */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final SocketChannel client;
  private final SocketChannel broker;
  private final SelectionKey clientKey;
  private final SelectionKey brokerKey;
  private final Map<Direction, Pipe> pipes = new EnumMap<>(Direction.class);

  private Connection(
      SocketChannel client, SocketChannel broker, Selector selector, Map<Direction, Pipe> pipes)
      throws IOException {
    this.client = client;
    this.broker = broker;
    this.pipes.putAll(pipes);
    this.clientKey = client.register(selector, 0);
    this.brokerKey = broker.register(selector, SelectionKey.OP_CONNECT);
  }

  /** Begins to dial; when even that fails, the client is reset and the failure thrown. */
  static Connection dial(
      SocketChannel client, InetSocketAddress target, Selector selector, Shapes shapes)
      throws IOException {
    SocketChannel broker = SocketChannel.open();
    try {
      prepare(client);
      prepare(broker);
      Map<Direction, Pipe> pipes = new EnumMap<>(Direction.class);
      pipes.put(Direction.TO_BROKER, shapes.pipe(Direction.TO_BROKER, client, broker));
      pipes.put(Direction.TO_CLIENT, shapes.pipe(Direction.TO_CLIENT, broker, client));
      broker.connect(target);
      return new Connection(client, broker, selector, pipes);
    } catch (IOException e) {
      reset(client);
      reset(broker);
      throw e;
    }
  }

  /** Makes the pipes of a new connection. */
  interface Shapes {
    Pipe pipe(Direction direction, SocketChannel source, SocketChannel sink);
  }

  private static void prepare(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  boolean open() {
    return client.isOpen();
  }

  void set(Direction direction, Faults faults) {
    pipes.get(direction).set(faults);
  }

  /** Bytes that arrived at the other end so far. */
  long delivered(Direction direction) {
    return pipes.get(direction).delivered();
  }

  /** Moves what can be moved now; a broken end breaks the other one too. */
  void turn(long now) {
    try {
      if (!broker.isConnected() && !broker.finishConnect()) {
        return;
      }
      for (Pipe pipe : pipes.values()) {
        pipe.pull(now);
        pipe.push(now);
      }
      conclude();
    } catch (IOException e) {
      LOG.atDebug().addKeyValue("cause", e.toString()).log("Connection broke, resetting both ends");
      reset();
    }
  }

  private void conclude() throws IOException {
    if (pipes.values().stream().anyMatch(Pipe::cut)
        || pipes.values().stream().allMatch(Pipe::finished)) {
      client.close();
      broker.close();
      return;
    }
    Pipe toBroker = pipes.get(Direction.TO_BROKER);
    Pipe toClient = pipes.get(Direction.TO_CLIENT);
    clientKey.interestOps(interest(toBroker.wantsBytes(), toClient.wantsRoom()));
    brokerKey.interestOps(interest(toClient.wantsBytes(), toBroker.wantsRoom()));
  }

  private static int interest(boolean read, boolean write) {
    return (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
  }

  long nextTurn() {
    return pipes.values().stream().mapToLong(Pipe::nextTurn).min().orElse(Long.MAX_VALUE);
  }

  /** Gives memory back; for closed connections. */
  void release() {
    pipes.values().forEach(Pipe::release);
  }

  /** Ends both sides with RST. */
  void reset() {
    reset(client);
    reset(broker);
  }

  /** Closing with linger 0 sends RST instead of FIN and drops what is not sent. */
  static void reset(SocketChannel channel) {
    try {
      if (channel.isOpen()) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      LOG.atDebug().addKeyValue("cause", e.toString()).log("Socket took no linger option");
    }
    try {
      channel.close();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("cause", e.toString()).log("Socket did not close");
    }
  }
}
