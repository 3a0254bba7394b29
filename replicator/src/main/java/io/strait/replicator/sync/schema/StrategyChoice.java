package io.strait.replicator.sync.schema;

import io.strait.replicator.registry.RegistryAbout;
import io.strait.replicator.registry.SchemaVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How ids are treated, and why.
 *
 * @param strategy what was chosen
 * @param reason completes "ids are ...:"; empty if there is nothing to say
 * @param impossible what was wanted and cannot be had, as a sentence; then nothing is registered
 */
record StrategyChoice(IdStrategy strategy, String reason, Optional<String> impossible) {
  private StrategyChoice(IdStrategy strategy, String reason) {
    this(strategy, reason, Optional.empty());
  }

  /**
   * Chooses. A choice that was made once stays: records were copied according to it.
   *
   * @param probe asked only if mode IMPORT is to be used for the first time: why ids cannot be kept
   */
  static StrategyChoice of(
      SchemaView view,
      List<SchemaVersion> selected,
      RegistryAbout target,
      Optional<IdStrategy> before,
      Supplier<Optional<String>> probe) {
    IdPolicy policy = view.policy().ids();
    if (policy == IdPolicy.REMAP) {
      return new StrategyChoice(IdStrategy.REMAP, "the configuration says so");
    }
    if (policy == IdPolicy.AUTO && before.isPresent()) {
      return new StrategyChoice(before.get(), "as before", lost(before.get(), target));
    }
    Optional<String> conflict =
        policy == IdPolicy.AUTO ? IdConflicts.first(view, selected) : Optional.empty();
    if (conflict.isPresent()) {
      return new StrategyChoice(IdStrategy.REMAP, conflict.get());
    }
    if (target.archive()) {
      return new StrategyChoice(
          IdStrategy.KEEP_BY_ARCHIVE, "the target takes archives with ids (" + target + ")");
    }
    boolean proven = before.equals(Optional.of(IdStrategy.KEEP_BY_MODE));
    Optional<String> cannot =
        proven
            ? Optional.empty()
            : target.modes() ? probe.get() : Optional.of("the target knows no modes");
    return cannot.isEmpty()
        ? new StrategyChoice(IdStrategy.KEEP_BY_MODE, "a scratch subject proves it first")
        : without(policy, cannot.get());
  }

  /** What the strategy needs and the registry, perhaps another one by now, has not. */
  private static Optional<String> lost(IdStrategy before, RegistryAbout target) {
    boolean has =
        switch (before) {
          case KEEP_BY_ARCHIVE -> target.archive();
          case KEEP_BY_MODE -> target.modes();
          case REMAP -> true;
        };
    return has
        ? Optional.empty()
        : Optional.of(
            before.sentence()
                + " until now, which this registry cannot ("
                + target
                + "); set 'twin.schemas.ids' to keep or remap");
  }

  private static StrategyChoice without(IdPolicy policy, String cannot) {
    return policy == IdPolicy.AUTO
        ? new StrategyChoice(IdStrategy.REMAP, cannot)
        : new StrategyChoice(
            IdStrategy.KEEP_BY_MODE,
            "the configuration says so",
            Optional.of(
                "'twin.schemas.ids: keep' cannot be had from this registry: "
                    + cannot
                    + "; set 'remap'"));
  }

  /** For operators. */
  String note() {
    return strategy.sentence() + (reason.isEmpty() ? "" : ": " + reason);
  }
}
