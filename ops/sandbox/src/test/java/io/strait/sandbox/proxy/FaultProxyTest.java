package io.strait.sandbox.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FaultProxyTest {
  private static final int NOTHING_COMES_MILLIS = 150;
  private static final int PATIENCE_MILLIS = 10_000;
  private static final byte[] PING = {1, 2, 3, 4};

  private EchoServer server;
  private FaultProxy proxy;
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    server = new EchoServer(0);
    proxy = FaultProxy.open(0, server.address(), 1);
    client = dial();
  }

  @AfterEach
  void closeAll() throws IOException {
    client.close();
    proxy.close();
    server.close();
  }

  private Socket dial() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private byte[] echo(byte[] bytes) throws IOException {
    CompletableFuture<Void> sent =
        CompletableFuture.runAsync(
            () -> {
              try {
                client.getOutputStream().write(bytes);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    byte[] back = client.getInputStream().readNBytes(bytes.length);
    sent.join();
    return back;
  }

  private long echoMillis(byte[] bytes) throws IOException {
    long begin = System.nanoTime();
    assertThat(echo(bytes)).isEqualTo(bytes);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  private void assertNothingComes(Socket socket) throws IOException {
    socket.setSoTimeout(NOTHING_COMES_MILLIS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  @Test
  void shouldPassBytesUnchangedWhenHealthy() throws IOException {
    byte[] bytes = new byte[8 << 20];
    new Random(5).nextBytes(bytes);

    assertThat(echo(bytes)).isEqualTo(bytes);
    assertThat(proxy.delivered(Direction.TO_BROKER)).isEqualTo(bytes.length);
    assertThat(proxy.delivered(Direction.TO_CLIENT)).isEqualTo(bytes.length);
  }

  @Test
  void shouldPassTheEndOfTheStreamWhenTheClientStopsWriting() throws IOException {
    client.getOutputStream().write(PING);
    client.shutdownOutput();

    assertThat(client.getInputStream().readAllBytes()).isEqualTo(PING);
    await().until(() -> proxy.connections() == 0);
  }

  @Test
  void shouldDelayOneDirectionWhenOnlyThatIsSlow() throws IOException {
    echo(PING);
    proxy.set(Direction.TO_CLIENT, Faults.delayed(Duration.ofMillis(120), Duration.ofMillis(30)));

    assertThat(echoMillis(PING)).isBetween(120L, 2_000L);
    assertThat(proxy.faults(Direction.TO_BROKER)).isEqualTo(Faults.NONE);
  }

  @Test
  void shouldTrickleWhenTheRateIsLimited() throws IOException {
    proxy.set(Direction.TO_BROKER, Faults.limited(200_000));

    assertThat(echoMillis(new byte[80_000])).isBetween(300L, 5_000L);
  }

  @Test
  void shouldHoldAndThenDeliverWhenStalledForAWhile() throws IOException {
    proxy.set(Direction.TO_BROKER, Faults.stalled());
    client.getOutputStream().write(PING);
    assertNothingComes(client);

    proxy.set(Faults.NONE);

    assertThat(client.getInputStream().readNBytes(PING.length)).isEqualTo(PING);
  }

  @Test
  void shouldSwallowForGoodWhenDiscarding() throws IOException {
    proxy.set(Direction.TO_BROKER, Faults.discarding());
    client.getOutputStream().write(PING);
    assertNothingComes(client);

    proxy.set(Faults.NONE);
    client.getOutputStream().write(PING);
    assertNothingComes(client);

    client = dial();
    assertThat(echo(PING)).isEqualTo(PING);
  }

  @Test
  void shouldResetWhenTold() throws IOException {
    echo(PING);
    proxy.resetConnections();

    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThat(proxy.connections()).isZero();
  }

  @Test
  void shouldDeliverExactlySoManyBytesWhenCut() throws IOException {
    echo(PING);
    proxy.set(Direction.TO_CLIENT, Faults.cutAfter(1_000));
    client.getOutputStream().write(new byte[5_000]);

    assertThat(client.getInputStream().readNBytes(1_000)).hasSize(1_000);
    assertEnded(client);
    assertThat(proxy.delivered(Direction.TO_CLIENT)).isEqualTo(PING.length + 1_000);
  }

  @Test
  void shouldCutEveryLaterConnectionTooWhenCut() throws IOException {
    proxy.set(Direction.TO_CLIENT, Faults.cutAfter(2));
    for (int i = 0; i < 2; i++) {
      try (Socket later = dial()) {
        later.getOutputStream().write(PING);
        assertThat(later.getInputStream().readNBytes(2)).hasSize(2);
        assertEnded(later);
      }
    }
  }

  private static void assertEnded(Socket socket) {
    int next;
    try {
      next = socket.getInputStream().read();
    } catch (IOException reset) {
      next = -1;
    }
    assertThat(next).isEqualTo(-1);
  }

  @Test
  void shouldAcceptAndStaySilentWhenHalfOpen() throws IOException {
    proxy.admit(Admission.HALF_OPEN);
    try (Socket silent = dial()) {
      silent.getOutputStream().write(PING);
      assertNothingComes(silent);
      assertThat(proxy.connections()).isEqualTo(2);
      assertThat(echo(PING)).as("older connections go on").isEqualTo(PING);

      proxy.heal();
      assertThatThrownBy(() -> silent.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    client = dial();
    assertThat(echo(PING)).isEqualTo(PING);
  }

  @Test
  void shouldResetNewConnectionsWhenNotAdmitted() throws IOException {
    proxy.admit(Admission.RESET);
    try (Socket refused = dial()) {
      assertThatThrownBy(() -> refused.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void shouldResetClientsWhileTheBrokerIsAwayAndServeThemWhenItIsBack() throws IOException {
    int port = server.address().getPort();
    server.close();
    client.close();
    try (Socket refused = dial()) {
      assertThatThrownBy(() -> refused.getInputStream().read()).isInstanceOf(SocketException.class);
    }

    server = new EchoServer(port);
    client = dial();
    assertThat(echo(PING)).isEqualTo(PING);
  }

  @Test
  void shouldFreePortAndRefuseWishesWhenClosed() throws IOException {
    int port = proxy.port();
    proxy.close();
    proxy.close();

    assertThatThrownBy(proxy::connections)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    try (ServerSocket again = new ServerSocket()) {
      again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      assertThat(again.isBound()).isTrue();
    }
  }

  @Test
  void shouldRefuseImpossibleFaults() {
    assertThatThrownBy(() -> Faults.limited(0)).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> Faults.cutAfter(-1)).hasMessageContaining("0 or more");
    assertThatThrownBy(() -> Faults.delayed(Duration.ofHours(2), Duration.ZERO))
        .hasMessageContaining("latency");
  }

  @Test
  void shouldHoldWhatIsOnItsWayWhenTheNetworkIsLong() throws IOException {
    proxy.set(Direction.TO_BROKER, Faults.delayed(Duration.ofSeconds(5), Duration.ZERO));

    client.getOutputStream().write(new byte[32 << 20]);

    assertThat(proxy.delivered(Direction.TO_BROKER)).isZero();
  }
}
