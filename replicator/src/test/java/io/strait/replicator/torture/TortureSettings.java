package io.strait.replicator.torture;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * What to run, from system properties.
 *
 * @param seed of the first round ({@code torture.seed}); each further round takes the next
 * @param seconds how long chaos lasts over all rounds ({@code torture.seconds}, 15)
 * @param roundSeconds how long chaos lasts in one round ({@code torture.round}, 15)
 * @param profile the only profile ({@code torture.profile}), or empty: drawn by each round's seed
 * @param lease whether engines agree on an owner ({@code torture.lease}), or empty: drawn by seed
 */
record TortureSettings(
    long seed, int seconds, int roundSeconds, Optional<Profile> profile, Optional<Boolean> lease) {
  private static final long USUAL_SEED = 1;

  /** Profiles a seed may draw; the others are asked for by name. */
  private static final List<Profile> DRAWN =
      List.of(Profile.DENSE, Profile.DELETING, Profile.AGED, Profile.UNCLEAN_TARGET);

  static TortureSettings fromSystemProperties() {
    return new TortureSettings(
        Long.getLong("torture.seed", USUAL_SEED),
        Integer.getInteger("torture.seconds", 15),
        Integer.getInteger("torture.round", 15),
        Optional.ofNullable(System.getProperty("torture.profile"))
            .map(name -> Profile.valueOf(name.toUpperCase(Locale.ROOT))),
        Optional.ofNullable(System.getProperty("torture.lease")).map(Boolean::valueOf));
  }

  int rounds() {
    return Math.max(1, seconds / roundSeconds);
  }

  Profile profileOf(long roundSeed) {
    return profile.orElseGet(() -> DRAWN.get(new Random(roundSeed).nextInt(DRAWN.size())));
  }

  /**
   * Without a lease nothing but the target's sequence check keeps several engines apart, and that
   * check does not hold for aged records.
   */
  boolean leaseOf(long roundSeed) {
    boolean needed = profileOf(roundSeed) == Profile.AGED;
    return lease.orElseGet(() -> needed || roundSeed % 2 == 0);
  }
}
