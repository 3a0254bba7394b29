package io.strait.replicator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Opens registries: finds out by reading what is behind a url. */
public final class Registries {
  private static final String IMITATION = "/apis/ccompat/v7";
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** One for all: each has a thread and a pool of connections. */
  private static final class Shared {
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
  }

  private Registries() {}

  /**
   * A client for the registry, which is asked what it is.
   *
   * @throws RegistryException if it cannot be reached, or is none
   */
  public static SchemaRegistry open(RegistrySpec spec, Clock clock) {
    return open(spec, clock, RegistryHttp.DEADLINE);
  }

  /**
   * The same.
   *
   * @param deadline of each request
   */
  public static SchemaRegistry open(RegistrySpec spec, Clock clock, Duration deadline) {
    RegistryHttp http = new RegistryHttp(spec, Shared.CLIENT, deadline);
    if (spec.kind().equals(Optional.of(RegistryKind.CONFLUENT))) {
      return confluent(http);
    }
    Optional<SchemaRegistry> apicurio =
        apicurio(http, "/apis/registry/v3", clock)
            .or(() -> apicurio(http, "/apis/registry/v2", clock));
    return apicurio.orElseGet(() -> confluent(http));
  }

  private static Optional<SchemaRegistry> apicurio(RegistryHttp http, String base, Clock clock) {
    // Confluent's answers 404, and so does an Apicurio without this version of the API.
    Optional<JsonNode> info = http.find("asking what it is", base + "/system/info");
    return info.filter(
            node ->
                node.path("name").asText().toLowerCase(java.util.Locale.ROOT).contains("apicurio"))
        .map(
            node -> {
              RegistryAbout about =
                  new RegistryAbout(
                      RegistryKind.APICURIO, node.path("version").asText(), false, false, true);
              String prefix = http.spec().prefix().isEmpty() ? IMITATION : http.spec().prefix();
              RegistryHttp grouped =
                  http.spec().group().equals(RegistrySpec.DEFAULT_GROUP)
                      ? http
                      : http.with("X-Registry-GroupId", http.spec().group());
              return new ApicurioRegistry(
                  http, new ConfluentRegistry(grouped, prefix, about), base, about, clock);
            });
  }

  private static SchemaRegistry confluent(RegistryHttp http) {
    String base = http.spec().prefix();
    http.get("listing subjects", base + "/subjects");
    String version =
        http.find("asking for its version", base + "/v1/metadata/version")
            .map(node -> node.path("version").asText())
            .orElse("");
    boolean modes = http.find("asking for its mode", base + "/mode").isPresent();
    boolean contexts = http.find("listing contexts", base + "/contexts").isPresent();
    return new ConfluentRegistry(
        http, base, new RegistryAbout(RegistryKind.CONFLUENT, version, contexts, modes, false));
  }
}
