package io.strait.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Picks free loopback ports below the range that systems hand to outgoing connections.
 *
 * <p>A port from that range could be taken by any client while its broker is down for a restart,
 * and a client that reconnects to it could even connect to itself. Free at the time of the look is
 * all that is promised: the caller must be ready for a clash.
 */
final class LoopbackPorts {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int MOST_LOOKS = 2_000;

  private final RandomGenerator random;

  LoopbackPorts(RandomGenerator random) {
    this.random = random;
  }

  /** As many different ports as asked, all free together at the moment of the look. */
  List<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int look = 0; held.size() < count && look < MOST_LOOKS; look++) {
        hold(held, random.nextInt(FIRST, LAST));
      }
      if (held.size() < count) {
        throw new SandboxException(
            "found only "
                + held.size()
                + " of "
                + count
                + " free loopback ports between "
                + FIRST
                + " and "
                + LAST
                + "; stop other programs that listen there");
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      held.forEach(LoopbackPorts::release);
    }
  }

  private static void hold(List<ServerSocket> held, int port) {
    try {
      held.add(new ServerSocket(port, 1, InetAddress.getByName(NodeBlueprint.HOST)));
    } catch (IOException taken) {
      // Somebody else's port: the next look tries another one.
      return;
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new SandboxException("cannot release loopback port " + socket.getLocalPort(), e);
    }
  }
}
