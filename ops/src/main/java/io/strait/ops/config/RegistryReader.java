package io.strait.ops.config;

import io.strait.replicator.registry.RegistryKind;
import io.strait.replicator.registry.RegistryLogin;
import io.strait.replicator.registry.RegistrySpec;
import io.strait.replicator.topology.ClusterAlias;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads {@code registry} of a cluster: where its schemas are, and who asks for them. */
final class RegistryReader {
  private final Secrets secrets;
  private final Problems problems;

  RegistryReader(Secrets secrets, Problems problems) {
    this.secrets = secrets;
    this.problems = problems;
  }

  /** What {@code type} may say. */
  private enum Type {
    AUTO,
    CONFLUENT,
    APICURIO
  }

  /** Reads the section to its end; empty if it cannot be used. */
  Optional<RegistrySpec> read(ClusterAlias cluster, Section section) {
    Optional<URI> url = section.required("url").flatMap(this::url);
    Type type = new Choice(problems).read(section, "type", Type.AUTO);
    RegistryLogin login = login(section);
    String group = section.optional("group").map(Text::value).orElse(RegistrySpec.DEFAULT_GROUP);
    String prefix = section.optional("prefix").map(this::prefix).orElse("");
    section.done();
    return url.map(found -> new RegistrySpec(cluster, found, kind(type), login, group, prefix));
  }

  private static Optional<RegistryKind> kind(Type type) {
    return switch (type) {
      case AUTO -> Optional.empty();
      case CONFLUENT -> Optional.of(RegistryKind.CONFLUENT);
      case APICURIO -> Optional.of(RegistryKind.APICURIO);
    };
  }

  private Optional<URI> url(Text text) {
    try {
      URI uri = new URI(text.value().replaceAll("/+$", ""));
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // Said below, without the url: it may hold a password.
    }
    problems.error(
        text.path(),
        text.line(),
        "is no url of a registry",
        "Write http://host:port or https://host, without user and password: these have keys of"
            + " their own");
    return Optional.empty();
  }

  private String prefix(Text text) {
    if (!text.value().startsWith("/") || text.value().endsWith("/")) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', but must begin with '/' and not end with it",
          "Write the path where the Confluent-compatible API starts, such as /apis/ccompat/v7");
    }
    return text.value();
  }

  private RegistryLogin login(Section section) {
    Optional<Text> user = section.optional("user");
    Optional<Text> password = section.optional("password");
    Optional<Text> token = section.optional("token");
    if (user.isPresent() != password.isPresent() || user.isPresent() && token.isPresent()) {
      problems.error(
          section.path(),
          section.line(),
          "must have user and password, or a token, or none of these",
          "Add what is missing, or remove one of the two");
      return RegistryLogin.none();
    }
    return token
        .flatMap(secrets::secret)
        .map(RegistryLogin::bearer)
        .or(
            () ->
                password
                    .flatMap(secrets::secret)
                    .map(found -> RegistryLogin.basic(user.get().value(), found)))
        .orElse(RegistryLogin.none());
  }
}
