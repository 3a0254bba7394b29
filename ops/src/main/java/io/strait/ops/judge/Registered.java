package io.strait.ops.judge;

import io.strait.replicator.registry.Registries;
import io.strait.replicator.registry.RegistrySpec;
import io.strait.replicator.registry.RegistryState;
import io.strait.replicator.registry.SchemaReference;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.validator.metadata.SchemaView;
import io.strait.validator.metadata.SchemaView.Version;
import java.time.Clock;
import java.util.stream.Collectors;

/** Reads a registry into what the validator looks at. */
final class Registered {
  private Registered() {}

  /**
   * All that it holds.
   *
   * @throws io.strait.replicator.registry.RegistryException if it cannot be read
   */
  static SchemaView in(RegistrySpec spec, Clock clock) {
    RegistryState state = Registries.open(spec, clock).read();
    return new SchemaView(
        state.versions().values().stream().map(Registered::version).toList(), state.levels());
  }

  private static Version version(SchemaVersion one) {
    return new Version(
        one.key().subject(),
        one.key().version(),
        one.id(),
        one.text().type().name(),
        one.text().text(),
        one.text().references().stream()
            .collect(
                Collectors.toMap(
                    SchemaReference::name, SchemaReference::subject, (first, same) -> first)),
        one.deleted());
  }
}
