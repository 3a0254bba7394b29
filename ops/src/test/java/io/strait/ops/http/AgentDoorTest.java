package io.strait.ops.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.ops.config.AccessToken;
import io.strait.ops.config.Role;
import io.strait.ops.config.ServeConfig;
import io.strait.ops.slo.SloControl;
import io.strait.ops.view.Sample;
import io.strait.validator.agent.AgentDesk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentDoorTest {
  private static final String HQ = "hq-0123456789abcdef";
  private static final String ALICE = "alice-0123456789abcdef";
  private static final List<AccessToken> TOKENS =
      List.of(
          new AccessToken(Role.AGENT, "hq", HQ), new AccessToken(Role.OPERATOR, "alice", ALICE));

  private final AtomicInteger asked = new AtomicInteger();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable door : opened) {
      door.close();
    }
  }

  @Test
  void shouldLetInOnlyHoldersOfTheRoleWhenSomebodyAsks() throws Exception {
    int port = agent(TOKENS);

    assertThat(ask(port, "", "{}").statusCode()).isEqualTo(401);
    assertThat(ask(port, "guessed-0123456789", "{}").statusCode()).isEqualTo(401);
    HttpResponse<String> operator = ask(port, ALICE, "{}");
    assertThat(operator.statusCode()).isEqualTo(403);
    assertThat(operator.body()).contains("role: agent").doesNotContain(ALICE);
    assertThat(asked.get()).isZero();
    assertThat(ask(port, HQ, "{}").statusCode()).isEqualTo(404);
    assertThat(asked.get()).isEqualTo(1);
  }

  @Test
  void shouldLetNobodyInWhenNoTokenHasTheRole() throws Exception {
    int port = agent(TOKENS.subList(1, 2));

    assertThat(ask(port, HQ, "{}").body()).contains("NO_AGENT");
    assertThat(ask(port, ALICE, "{}").statusCode()).isEqualTo(403);
    assertThat(asked.get()).isZero();
  }

  @Test
  void shouldRefuseTheBodyWhenItIsTooLong() throws Exception {
    int port = agent(TOKENS);
    String body = "x".repeat(AgentDesk.MOST_QUESTION + 1);

    assertThat(ask(port, HQ, body).statusCode()).isEqualTo(413);
    assertThat(asked.get()).isZero();
  }

  @Test
  void shouldAnswerAtTheDaemonsDoorAndLetAgentsDoNothingElseThere() throws Exception {
    HttpDoor door =
        HttpDoor.open(
            serve(TOKENS),
            Sample::eventful,
            new FlowsInMemory(),
            SloControl.none(),
            cluster -> {
              asked.incrementAndGet();
              return Optional.empty();
            });
    opened.add(door);

    assertThat(ask(door.port(), HQ, "{}").statusCode()).isEqualTo(404);
    assertThat(asked.get()).isEqualTo(1);
    HttpRequest change =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/memory"))
            .header("authorization", "Bearer " + HQ)
            .PUT(BodyPublishers.ofString("{\"limit\":\"64MiB\"}"))
            .build();
    assertThat(client.send(change, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
  }

  private int agent(List<AccessToken> tokens) {
    AgentServer server =
        AgentServer.open(
            serve(tokens),
            Optional.empty(),
            cluster -> {
              asked.incrementAndGet();
              return Optional.empty();
            });
    opened.add(server);
    return server.port();
  }

  private static ServeConfig serve(List<AccessToken> tokens) {
    return new ServeConfig("127.0.0.1", 0, true, tokens, Optional.empty());
  }

  private HttpResponse<String> ask(int port, String token, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/agents/west/v1/bounds"))
            .POST(BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
