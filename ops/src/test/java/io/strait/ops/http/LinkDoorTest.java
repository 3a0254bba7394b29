package io.strait.ops.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.config.AccessToken;
import io.strait.ops.config.Role;
import io.strait.ops.config.ServeConfig;
import io.strait.ops.view.DaemonStatus;
import io.strait.ops.view.Sample;
import io.strait.replicator.progress.PartitionState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkDoorTest {
  private static final String ALICE = "alice-0123456789abcdef";
  private static final String EVE = "eve-who-only-looks-0123456789";
  private static final List<AccessToken> TOKENS =
      List.of(
          new AccessToken(Role.OPERATOR, "alice", ALICE), new AccessToken(Role.VIEWER, "eve", EVE));

  private final List<HttpDoor> opened = new ArrayList<>();
  private final FlowsInMemory flows = new FlowsInMemory();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    opened.forEach(HttpDoor::close);
  }

  @Test
  void shouldChangeTheRateAndSayWhoDidWhenAnOperatorAsks() throws Exception {
    HttpDoor door = open(true, TOKENS);

    HttpResponse<String> changed =
        send(door, "PUT", "/links/east-west/flow", "{\"rate\":\"50MiB/s\"}", ALICE);

    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    JsonNode flow = json(send(door, "GET", "/links/east-west/flow", "", ""));
    assertThat(flow.get("bytes_per_second").asLong()).isEqualTo(50L << 20);
    assertThat(flow.get("rate_from").asText()).isEqualTo("operator");
    assertThat(flow.get("paused_from").asText()).isEqualTo("config");
    assertThat(flow.get("changed_by").asText()).isEqualTo("alice");
  }

  @Test
  void shouldChangeTheMemoryOfTheProcessWhenAnOperatorAsks() throws Exception {
    HttpDoor door = open(true, TOKENS);

    JsonNode changed = json(send(door, "PUT", "/memory", "{\"limit\":\"64MiB\"}", ALICE));

    assertThat(changed.get("limit_bytes").asLong()).isEqualTo(64L << 20);
    assertThat(json(send(door, "GET", "/memory", "", "")).get("limit").asText()).isEqualTo("64MiB");
    assertThat(send(door, "PUT", "/memory", "{\"limit\":\"64MiB\"}", EVE).statusCode())
        .isEqualTo(403);
    assertThat(json(send(door, "PUT", "/memory", "{\"limit\":\"1MiB\"}", ALICE)).get("message"))
        .asString()
        .contains("must be 32MiB to 160MiB");
  }

  @Test
  void shouldPauseResumeAndForgetWhenAnOperatorAsks() throws Exception {
    HttpDoor door = open(true, TOKENS);
    String orders = "{\"topics\":[\"orders\"]}";

    JsonNode paused = json(send(door, "POST", "/links/east-west/pause", orders, ALICE));
    JsonNode resumed = json(send(door, "POST", "/links/east-west/resume", orders, ALICE));
    JsonNode forgotten = json(send(door, "DELETE", "/links/east-west/flow", "", ALICE));

    assertThat(paused.get("paused")).extracting(JsonNode::asText).containsExactly("orders");
    assertThat(resumed.get("paused")).isEmpty();
    assertThat(resumed.get("paused_from").asText()).isEqualTo("operator");
    assertThat(forgotten.get("paused_from").asText()).isEqualTo("config");
    assertThat(forgotten.has("changed_by")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nobody at all           | 401 | UNAUTHORIZED",
        "alice-0123456789abcdeF  | 401 | UNAUTHORIZED",
        "eve-who-only-looks-0123456789 | 403 | FORBIDDEN",
      })
  void shouldRefuseAndChangeNothingWhenTheTokenIsNotAnOperators(
      String token, int status, String error) throws Exception {
    HttpDoor door = open(true, TOKENS);
    String presented = token.startsWith("nobody") ? "" : token;

    HttpResponse<String> refused =
        send(door, "PUT", "/links/east-west/flow", "{\"rate\":\"1MiB/s\"}", presented);

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(json(refused).get("error").asText()).isEqualTo(error);
    assertThat(json(refused).get("next").asText()).isNotBlank();
    assertThat(refused.body()).doesNotContain(ALICE);
    assertThat(json(send(door, "GET", "/links/east-west/flow", "", "")).get("rate").asText())
        .isEqualTo("unlimited");
  }

  @Test
  void shouldSayHowToNameAnOperatorWhenThereIsNone() throws Exception {
    HttpDoor door = open(true, List.of(TOKENS.get(1)));

    HttpResponse<String> refused = send(door, "DELETE", "/links/east-west/flow", "", EVE);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(json(refused).get("error").asText()).isEqualTo("NO_OPERATOR");
    assertThat(json(refused).get("next").asText()).contains("serve:", "role: operator");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PUT  | /links/east-west/flow  | {                        | the body is no JSON object",
        "PUT  | /links/east-west/flow  | [1]                      | the body is no JSON object",
        "PUT  | /links/east-west/flow  | {}                       | asks for nothing",
        "PUT  | /links/east-west/flow  | {\"rte\":1}              | 'rte' is not known here",
        "PUT  | /links/east-west/flow  | {\"rate\":\"fast\"}      | rate is 'fast', which is no rate",
        "PUT  | /links/east-west/flow  | {\"rate\":5}             | rate is '5', which is no rate",
        "PUT  | /links/east-west/flow  | {\"classes\":{\"x\":[]}} | 'x' is no class",
        "PUT  | /links/east-west/flow  | {\"classes\":5}          | classes is 5",
        "PUT  | /links/east-west/flow  | {\"weights\":{\"bulk\":0}} | weight 0 of class BULK",
        "PUT  | /memory                | {}                       | limit is 'null', which is no amount",
        "POST | /links/east-west/pause | {}                       | topics is null",
        "POST | /links/east-west/pause | {\"topics\":[1]}         | must be a list of names",
        "POST | /links/east-west/pause | {\"topics\":[\"other\"]} | does not mirror [other]",
      })
  void shouldNameTheMistakeWhenTheRequestIsWrong(
      String method, String path, String body, String message) throws Exception {
    HttpResponse<String> refused = send(open(true, TOKENS), method, path, body, ALICE);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).get("error").asText()).isEqualTo("BAD_REQUEST");
    assertThat(json(refused).get("message").asText()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /links/west-east/flow",
    "POST, /links/WEST/pause",
    "GET, /links/west-east",
    "GET, /links/west-east/flow"
  })
  void shouldAnswer404WhenThereIsNoSuchLink(String method, String path) throws Exception {
    HttpResponse<String> missing =
        send(open(true, TOKENS), method, path, method.equals("PUT") ? RATE : TOPICS, ALICE);

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(json(missing).get("error").asText()).isEqualTo("NO_SUCH_LINK");
  }

  @Test
  void shouldAnswer503AndChangeNothingWhenTheTargetDoesNotStoreIt() throws Exception {
    HttpDoor door = open(true, TOKENS);
    flows.breakDown();

    HttpResponse<String> failed = send(door, "PUT", "/links/east-west/flow", RATE, ALICE);

    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(json(failed).get("message").asText()).contains("west", "no answer");
    assertThat(json(send(door, "GET", "/links/east-west/flow", "", "")).get("rate").asText())
        .isEqualTo("unlimited");
  }

  @Test
  void shouldLetEverybodyReadOnLoopbackButNobodyWithoutATokenElsewhere() throws Exception {
    HttpDoor here = open(true, TOKENS);
    HttpDoor remote = open(false, TOKENS);

    for (String path : List.of("/status", "/metrics", "/links", "/links/east-west")) {
      assertThat(send(here, "GET", path, "", "").statusCode()).as(path).isEqualTo(200);
      assertThat(send(remote, "GET", path, "", "").statusCode()).as(path).isEqualTo(401);
      assertThat(send(remote, "GET", path, "", EVE).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(send(remote, "GET", "/health/live", "", "").statusCode()).isEqualTo(200);
    assertThat(send(remote, "GET", "/health/ready", "", "").statusCode()).isEqualTo(200);
  }

  private static final String RATE = "{\"rate\":\"1MiB/s\"}";
  private static final String TOPICS = "{\"topics\":[\"orders\"]}";

  private HttpDoor open(boolean loopback, List<AccessToken> tokens) {
    DaemonStatus status = Sample.status(PartitionState.RUNNING, true, Optional.empty());
    HttpDoor door =
        HttpDoor.open(
            new ServeConfig("127.0.0.1", 0, loopback, tokens, Optional.empty()),
            () -> status,
            flows);
    opened.add(door);
    return door;
  }

  private HttpResponse<String> send(
      HttpDoor door, String method, String path, String body, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return new JsonMapper().readTree(response.body());
  }
}
