package io.strait.validator.agent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * HTTP/1.1 with the JDK's client. Bytes are counted where HTTP messages are made: request and
 * status lines, headers that are known here, bodies; not TLS, TCP and IP below them.
 */
public final class HttpTransport implements Transport {
  /** The longest answer that is taken; beyond it the agent is not believed to be one. */
  private static final int MOST_ANSWER = 16 << 20;

  /** Host, content-length, user-agent and their line ends, which the client adds by itself. */
  private static final int OWN_HEADERS = 90;

  private final URI base;
  private final Optional<String> token;
  private final HttpClient client;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();

  /**
   * Connects to nothing yet.
   *
   * @param base of the agent's routes, such as {@code https://host:8240/agents/west}
   * @param token what is presented, if any
   * @param tls how {@code https} is trusted; empty for the JDK's own trust store
   */
  public HttpTransport(URI base, Optional<String> token, Optional<SSLContext> tls) {
    this.base = base;
    this.token = token;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5));
    tls.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  @Override
  public String where() {
    return base.toString();
  }

  @Override
  public AgentAnswer ask(String question, byte[] body, Duration atMost)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + "/v1/" + question))
            .timeout(atMost)
            .header("content-type", AgentAnswer.JSON)
            .POST(BodyPublishers.ofByteArray(body));
    token.ifPresent(secret -> builder.header("authorization", "Bearer " + secret));
    HttpRequest request = builder.build();
    sent.addAndGet(
        OWN_HEADERS
            + request.uri().getPath().length()
            + "POST  HTTP/1.1\r\n".length()
            + size(request.headers())
            + body.length);
    HttpResponse<byte[]> answer =
        client.send(
            request,
            info ->
                new BoundedBody(
                    BodyHandlers.ofByteArray().apply(info), MOST_ANSWER, base.toString()));
    received.addAndGet(
        "HTTP/1.1 200 OK\r\n\r\n".length() + size(answer.headers()) + answer.body().length);
    String type = answer.headers().firstValue("content-type").orElse("");
    return new AgentAnswer(answer.statusCode(), type, answer.body());
  }

  @Override
  public long sent() {
    return sent.get();
  }

  @Override
  public long received() {
    return received.get();
  }

  /** The JDK's client of Java 17 needs no closing: its threads end when nobody refers to it. */
  @Override
  public void close() {}

  private static long size(HttpHeaders headers) {
    return headers.map().entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(value -> entry.getKey() + ": " + value))
        .mapToLong(line -> line.getBytes(StandardCharsets.UTF_8).length + 2)
        .sum();
  }
}
