package io.strait.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RouteCodecTest {
  private static final String ROUTE =
      "v=1\nwave=flights\nepoch=7\nauthority=TARGET\nsource=east\ntarget=west\n";
  private static final String ACK =
      "v=1\nwave=flights\ninstance=app-1.producer.0a\nepoch=7\nrole=producer\n"
          + "at=2026-01-02T03:04:05.678Z\nleaving=false\n";

  private final Route route = new Route("flights", 7, Authority.TARGET, "east", "west");
  private final RouteAck ack =
      new RouteAck(
          "flights",
          "app-1.producer.0a",
          7,
          RouteAck.PRODUCER,
          Instant.parse("2026-01-02T03:04:05.678Z"),
          false);

  @Test
  void shouldWriteTheFrozenBytesOfVersion1() {
    assertThat(new String(RouteCodec.encode(route), UTF_8)).isEqualTo(ROUTE);
    assertThat(new String(RouteAckCodec.encode(ack), UTF_8)).isEqualTo(ACK);
    assertThat(new String(RouteTopics.key(route), UTF_8)).isEqualTo("flights");
    assertThat(new String(RouteTopics.key(ack), UTF_8)).isEqualTo("flights/app-1.producer.0a");
  }

  @Test
  void shouldReadTheFrozenBytesOfVersion1() {
    assertThat(RouteCodec.decode(ROUTE.getBytes(UTF_8))).isEqualTo(route);
    assertThat(RouteAckCodec.decode(ACK.getBytes(UTF_8))).isEqualTo(ack);
  }

  @Test
  void shouldSayWhereAuthorityIs() {
    assertThat(route.home()).contains("west");
    assertThat(new Route("w", 1, Authority.SOURCE, "east", "west").home()).contains("east");
    assertThat(new Route("w", 1, Authority.NONE, "east", "west").home()).isEmpty();
  }

  @Test
  void shouldRefuseAnUnknownVersion() {
    assertThatThrownBy(() -> RouteCodec.decode(ROUTE.replace("v=1", "v=2").getBytes(UTF_8)))
        .hasMessageContaining("'strait.routes'")
        .hasMessageContaining("version '2'");
    assertThatThrownBy(() -> RouteAckCodec.decode(ACK.replace("v=1\n", "").getBytes(UTF_8)))
        .hasMessageContaining("version 'null'");
  }

  @Test
  void shouldRefuseWhatVersion1DoesNotAllow() {
    refused(ROUTE.replace("epoch=7", "epoch=x"), "'epoch' is 'x'");
    refused(ROUTE.replace("epoch=7", "epoch=0"), "epoch 0 must be at least 1");
    refused(ROUTE.replace("TARGET", "BOTH"), "'BOTH'");
    refused(ROUTE.replace("west", "east"), "both 'east'");
    refused(ROUTE.replace("flights", "a/b"), "wave 'a/b' is not legal");
    refused(ROUTE + "more=1\n", "version 1 has exactly");
    refused(ROUTE + "epoch=8\n", "repeats its field");
    refused(ROUTE + "nonsense\n", "'nonsense' is not name=value");
    assertThatThrownBy(() -> RouteCodec.decode(new byte[] {(byte) 0xff, 1}))
        .hasMessageContaining("2 bytes that are not UTF-8");
  }

  @Test
  void shouldRefuseAnAcknowledgementThatVersion1DoesNotAllow() {
    ackRefused(ACK.replace("role=producer", "role=spy"), "role 'spy'");
    ackRefused(ACK.replace("leaving=false", "leaving=no"), "'leaving' is 'no'");
    ackRefused(ACK.replace("2026-01-02T03:04:05.678Z", "today"), "'at' is 'today'");
    ackRefused(ACK.replace("app-1", "app/1"), "instance 'app/1");
  }

  private static void refused(String text, String reason) {
    assertThatThrownBy(() -> RouteCodec.decode(text.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static void ackRefused(String text, String reason) {
    assertThatThrownBy(() -> RouteAckCodec.decode(text.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
