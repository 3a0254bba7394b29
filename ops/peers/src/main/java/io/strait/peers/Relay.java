package io.strait.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;

/**
 * The least a program can do to move bytes from one socket to another: one thread, one direct
 * buffer, read, write. What any mirror costs above this is what it does to the data.
 *
 * <p>Arguments: the port to read from and the port to write to, both on loopback. Ends the output
 * when the input ends, then waits to be ended itself, so that what it used can still be read.
 */
public final class Relay {
  private static final int BUFFER = 1 << 20;

  private Relay() {}

  /**
   * Relays.
   *
   * @throws IOException when a connection fails
   * @throws InterruptedException never; the process ends otherwise
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (SocketChannel in = connect(arguments[0]);
        SocketChannel out = connect(arguments[1])) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      while (in.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
      }
      out.shutdownOutput();
      new CountDownLatch(1).await();
    }
  }

  private static SocketChannel connect(String port) throws IOException {
    SocketChannel channel =
        SocketChannel.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }
}
