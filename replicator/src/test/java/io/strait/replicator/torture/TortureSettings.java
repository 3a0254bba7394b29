package io.strait.replicator.torture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to run, from system properties.
 *
 * @param seed of the first round ({@code torture.seed}); each further round takes the next
 * @param seconds how long chaos lasts over all rounds ({@code torture.seconds}, 16)
 * @param roundSeconds how long chaos lasts in one round ({@code torture.round}, 8)
 * @param draws what the rounds take in turns by their seed ({@code torture.profile}): separated by
 *     commas, and profiles that are joined by a plus suffer in one round together
 * @param lease whether engines agree on an owner ({@code torture.lease}), or empty: drawn by seed
 */
record TortureSettings(
    long seed, int seconds, int roundSeconds, List<List<Profile>> draws, Optional<Boolean> lease) {
  private static final long USUAL_SEED = 0;
  private static final String USUAL_DRAWS =
      "DENSE+TRANSACTIONS+COMPACTED+DELETING+AGED+POISONED+UNCLEAN_TARGET,FAITHFUL+MAPPED+SHARES";

  static TortureSettings fromSystemProperties() {
    return new TortureSettings(
        Long.getLong("torture.seed", USUAL_SEED),
        Integer.getInteger("torture.seconds", 16),
        Integer.getInteger("torture.round", 8),
        Arrays.stream(System.getProperty("torture.profile", USUAL_DRAWS).split(","))
            .map(TortureSettings::together)
            .toList(),
        Optional.ofNullable(System.getProperty("torture.lease")).map(Boolean::valueOf));
  }

  private static List<Profile> together(String names) {
    return Arrays.stream(names.toUpperCase(Locale.ROOT).split("\\+"))
        .map(Profile::valueOf)
        .toList();
  }

  int rounds() {
    return Math.max(1, seconds / roundSeconds);
  }

  List<Profile> profilesOf(long roundSeed) {
    return draws.get((int) Math.floorMod(roundSeed, (long) draws.size()));
  }

  /**
   * Without a lease nothing but the target's sequence check keeps several engines apart. That check
   * does not hold for aged records, and markers that fill gaps have none.
   */
  boolean leaseOf(long roundSeed) {
    boolean needed = profilesOf(roundSeed).stream().anyMatch(Profile::needsLease);
    return lease.orElseGet(() -> needed || roundSeed % 2 == 0);
  }
}
