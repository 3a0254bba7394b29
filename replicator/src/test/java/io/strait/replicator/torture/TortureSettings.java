package io.strait.replicator.torture;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What to run, from system properties.
 *
 * @param seed of the first round ({@code torture.seed}); each further round takes the next
 * @param seconds how long chaos lasts over all rounds ({@code torture.seconds}, 15)
 * @param roundSeconds how long chaos lasts in one round ({@code torture.round}, 15)
 * @param profiles to be drawn from by each round's seed ({@code torture.profile}, comma-separated)
 * @param lease whether engines agree on an owner ({@code torture.lease}), or empty: drawn by seed
 */
record TortureSettings(
    long seed, int seconds, int roundSeconds, List<Profile> profiles, Optional<Boolean> lease) {
  private static final long USUAL_SEED = 0;

  /** Profiles a seed may draw; the others are asked for by name. */
  private static final List<Profile> DRAWN =
      List.of(Profile.DENSE, Profile.AGED, Profile.UNCLEAN_TARGET);

  static TortureSettings fromSystemProperties() {
    return new TortureSettings(
        Long.getLong("torture.seed", USUAL_SEED),
        Integer.getInteger("torture.seconds", 15),
        Integer.getInteger("torture.round", 15),
        Optional.ofNullable(System.getProperty("torture.profile"))
            .map(TortureSettings::profiles)
            .orElse(DRAWN),
        Optional.ofNullable(System.getProperty("torture.lease")).map(Boolean::valueOf));
  }

  private static List<Profile> profiles(String names) {
    return Arrays.stream(names.toUpperCase(Locale.ROOT).split(",")).map(Profile::valueOf).toList();
  }

  int rounds() {
    return Math.max(1, seconds / roundSeconds);
  }

  Profile profileOf(long roundSeed) {
    return profiles.get((int) Math.floorMod(roundSeed, (long) profiles.size()));
  }

  /**
   * Without a lease nothing but the target's sequence check keeps several engines apart. That check
   * does not hold for aged records, and markers that fill gaps have none.
   */
  boolean leaseOf(long roundSeed) {
    Set<Profile> guarded =
        EnumSet.of(Profile.DENSE, Profile.UNCLEAN_TARGET, Profile.UNCLEAN_SOURCE);
    boolean needed = !guarded.contains(profileOf(roundSeed));
    return lease.orElseGet(() -> needed || roundSeed % 2 == 0);
  }
}
