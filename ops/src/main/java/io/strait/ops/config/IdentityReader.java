package io.strait.ops.config;

import io.strait.migrator.run.Identities;
import io.strait.replicator.topology.ClusterAlias;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads {@code identities}: under which principals Strait acts. What is not given is taken from the
 * user names of the SASL credentials.
 */
final class IdentityReader {
  private final Map<ClusterAlias, ClusterConfig> clusters;
  private final Problems problems;

  IdentityReader(Map<ClusterAlias, ClusterConfig> clusters, Problems problems) {
    this.clusters = clusters;
    this.problems = problems;
  }

  Identities read(Section root, boolean needed) {
    Optional<Section> section = root.section("identities");
    Optional<String> copying = section.flatMap(s -> s.optional("copying")).map(Text::value);
    Optional<String> cutover = section.flatMap(s -> s.optional("cutover")).map(Text::value);
    List<String> superUsers =
        section.map(s -> s.texts("superUsers")).orElse(List.of()).stream()
            .map(Text::value)
            .toList();
    section.ifPresent(Section::done);
    return new Identities(
        copying.or(this::copyingUser).orElseGet(() -> unknown("copying", needed)),
        cutover.or(this::cutoverUser).orElseGet(() -> unknown("cutover", needed)),
        superUsers);
  }

  private Optional<String> copyingUser() {
    return clusters.values().stream().flatMap(c -> Principal.of(c.copying()).stream()).findFirst();
  }

  private Optional<String> cutoverUser() {
    return clusters.values().stream()
        .flatMap(c -> c.cutover().stream())
        .flatMap(spec -> Principal.of(spec).stream())
        .findFirst();
  }

  /** Whether a credential could not be read at all; that is reported already. */
  private boolean hidden() {
    return clusters.values().stream()
        .flatMap(c -> Stream.concat(Stream.of(c.copying()), c.cutover().stream()))
        .anyMatch(spec -> spec.properties().containsValue(ClientProperties.UNRESOLVED));
  }

  private String unknown(String key, boolean needed) {
    if (needed && !hidden()) {
      problems.error(
          "identities." + key,
          0,
          "is not given and cannot be read from a user name in sasl.jaas.config",
          "Add 'identities: {" + key + ": User:name}' with the principal of that credential");
    }
    return "";
  }
}
