package io.strait.sandbox.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands for a broker: sends back what it gets. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket listener;

  EchoServer(int port) throws IOException {
    listener = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
    daemon(this::acceptAll);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort());
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket socket = listener.accept();
        daemon(() -> echo(socket));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException broken) {
      return;
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "echo-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
