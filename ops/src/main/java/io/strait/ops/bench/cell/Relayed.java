package io.strait.ops.bench.cell;

import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.host.Program;
import io.strait.ops.bench.host.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

/**
 * What moving bytes costs at the least: a relay of its own process reads them from a socket and
 * writes them to another.
 *
 * <p>2 GiB, of anything: it does not look. Both far ends are threads of this process. CPU is the
 * relay's alone, until the last byte has arrived, per GiB relayed.
 */
public final class Relayed {
  private static final int CHUNK = 1 << 20;
  private static final long BYTES = 2L << 30;
  private static final double GIB = 1L << 30;
  private static final double MB = 1e6;

  private final Bench bench;

  /** Measures there. */
  public Relayed(Bench bench) {
    this.bench = bench;
  }

  /** One run. */
  public Figures run() {
    long bytes = BYTES;
    try (ServerSocketChannel from = listen();
        ServerSocketChannel to = listen();
        Program relay = bench.engines().relay(port(from), port(to), bench.folder());
        SocketChannel out = from.accept();
        SocketChannel in = to.accept()) {
      Usage before = relay.usage();
      long start = System.nanoTime();
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(out, bytes));
      receive(in, bytes);
      double seconds = (System.nanoTime() - start) / 1e9;
      Usage after = relay.usage();
      sent.join();
      double excludingBoot = after.cpuSeconds() - before.cpuSeconds();
      return new Figures()
          .put("mb_per_s", bytes / MB / seconds)
          .put("wire_mb_per_s", bytes / MB / seconds)
          .put("mirror_cpu_s_per_gib", after.cpuSeconds() / (bytes / GIB))
          .put("mirror_cpu_s_per_gib_excl_boot", excludingBoot / (bytes / GIB))
          .put("mirror_cpu_s_per_wire_gib_excl_boot", excludingBoot / (bytes / GIB))
          .put("rss_mib", after.peakRssMib())
          .put("gib", bytes / GIB)
          .put("seconds", seconds);
    } catch (IOException e) {
      throw new BenchFailure("the relay's connections failed: " + e.getMessage(), e);
    }
  }

  private static ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static int port(ServerSocketChannel listener) throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  private static void send(SocketChannel out, long bytes) {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    try {
      for (long left = bytes; left > 0; ) {
        chunk.clear().limit((int) Math.min(CHUNK, left));
        while (chunk.hasRemaining()) {
          left -= out.write(chunk);
        }
      }
      out.shutdownOutput();
    } catch (IOException e) {
      throw new BenchFailure("the relay does not take more bytes: " + e.getMessage(), e);
    }
  }

  private static void receive(SocketChannel in, long bytes) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    long got = 0;
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk.clear())) {
      got += read;
    }
    if (got != bytes) {
      throw new BenchFailure("the relay delivered " + got + " bytes of " + bytes);
    }
  }
}
