package io.strait.sandbox;

import io.strait.sandbox.child.ChildJvm;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/**
 * Finds out from outside whether a node of an older release serves: a broker when it answers a
 * client and counts itself in, anything else when it accepts connections.
 *
 * <p>A broker that was killed is refused by ZooKeeper until its former session is over, and ends;
 * it is then started again until it is let in.
 */
final class ReleasedServing implements ChildNode.Serving {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
  private static final int CONNECT_MS = 1_000;
  private static final int ANSWER_MS = 3_000;

  private final ClusterBlueprint cluster;
  private final NodeBlueprint node;
  private final Path log;

  ReleasedServing(ClusterBlueprint cluster, NodeBlueprint node, Path log) {
    this.cluster = cluster;
    this.node = node;
    this.log = log;
  }

  @Override
  public void await(ChildJvm child) throws IOException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    long logged = Files.size(log);
    int port = node.servesClients() ? node.internalPort() : node.controllerPort();
    while (!accepts(port) || !answers()) {
      if (!child.alive()) {
        LogTail tail = LogTail.of(log, logged);
        logged = Files.size(log);
        startAgainOrFail(child, tail);
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("node " + node.id() + " does not serve after 120 s; see " + log);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void startAgainOrFail(ChildJvm child, LogTail tail) throws IOException {
    if (tail.says("failed to bind") || tail.says("Address already in use")) {
      throw new BindException("node " + node.id() + ": " + tail.last());
    }
    if (!tail.says("NodeExists")) {
      throw new IOException("node " + node.id() + " did not start: " + tail.last());
    }
    child.kill();
    child.start();
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(NodeBlueprint.HOST, port), CONNECT_MS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private boolean answers() {
    if (!node.servesClients()) {
      return true;
    }
    Map<String, Object> properties = new TreeMap<>(cluster.insideProperties());
    properties.put("bootstrap.servers", NodeBlueprint.HOST + ":" + node.internalPort());
    properties.put("client.id", "sandbox-start");
    // A broker that is still starting takes connections and answers nothing.
    properties.put("request.timeout.ms", Integer.toString(ANSWER_MS));
    properties.put("default.api.timeout.ms", Integer.toString(ANSWER_MS));
    Admin admin = Admin.create(properties);
    try {
      return admin.describeCluster().nodes().get().stream()
          .anyMatch(known -> known.id() == node.id());
    } catch (ExecutionException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while a broker was starting", e);
    } finally {
      admin.close(Duration.ZERO);
    }
  }
}
