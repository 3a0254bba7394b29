package io.strait.replicator.mirror.mm2;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References of Kafka's config providers, written as Strait writes them: <code>${env:NAME}</code>
 * and <code>${file:/path:key}</code>. What they stand for is not looked up.
 */
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]*):([^}]*)}");
  private static final String PACKAGE = "org.apache.kafka.common.config.provider.";

  private final Map<String, String> classes = new TreeMap<>();

  /**
   * @param properties the whole file
   */
  References(Map<String, String> properties) {
    String names = properties.getOrDefault("config.providers", "");
    for (String name : names.split(",")) {
      String provider = name.strip();
      if (!provider.isEmpty()) {
        classes.put(
            provider,
            properties.getOrDefault("config.providers." + provider + ".class", "").strip());
      }
    }
  }

  /** Whether a value takes something from elsewhere. */
  static boolean refersTo(String value) {
    return REFERENCE.matcher(value).find();
  }

  /** The names of providers that Strait cannot stand in for, with their classes. */
  Map<String, String> unknown() {
    Map<String, String> unknown = new TreeMap<>(classes);
    unknown.values().removeIf(type -> kind(type).isPresent());
    return unknown;
  }

  /**
   * The value with every reference rewritten. What no provider answers for stays as it is, as
   * MirrorMaker 2 leaves it.
   */
  String rewritten(String value) {
    Matcher matcher = REFERENCE.matcher(value);
    return matcher.replaceAll(
        found ->
            Matcher.quoteReplacement(
                kind(classes.getOrDefault(found.group(1), ""))
                    .map(kind -> kind.reference(found.group(2)))
                    .orElse(found.group())));
  }

  private static Optional<Kind> kind(String type) {
    for (Kind kind : Kind.values()) {
      if (type.equals(PACKAGE + kind.type)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private enum Kind {
    FILE("FileConfigProvider"),
    DIRECTORY("DirectoryConfigProvider"),
    ENVIRONMENT("EnvVarConfigProvider");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    private String reference(String place) {
      int colon = place.lastIndexOf(':');
      String path = colon < 0 ? "" : place.substring(0, colon);
      String key = place.substring(colon + 1);
      return switch (this) {
        case FILE -> "${file:" + path + ":" + key + "}";
        case DIRECTORY -> "${file:" + path + "/" + key + "}";
        case ENVIRONMENT -> "${env:" + key + "}";
      };
    }
  }
}
