package io.strait.validator.certificate;

import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.Digest;
import java.util.ArrayList;
import java.util.List;

/** What digests of windows say together, and how two of them differ. */
final class Digests {
  private Digests() {}

  static Digest sum(List<Digest> windows, ChainBase base) {
    Digest sum = Digest.EMPTY;
    for (Digest window : windows) {
      sum = sum.concat(window, base);
    }
    return sum;
  }

  /** Whether both are of the same records, whatever their offsets and times. */
  static boolean sameRecords(Digest one, Digest other) {
    return one.count() == other.count()
        && one.sum() == other.sum()
        && one.content() == other.content()
        && one.headers() == other.headers();
  }

  /** What differs, for people. */
  static String lanes(Digest then, Digest now) {
    if (then.count() != now.count()) {
      return now.count() + " records instead of " + then.count();
    }
    List<String> lanes = new ArrayList<>();
    if (then.isPermutationOf(now)) {
      lanes.add("order");
    } else if (then.content() != now.content() || then.sum() != now.sum()) {
      lanes.add("keys or values");
    }
    if (then.headers() != now.headers()) {
      lanes.add("headers");
    }
    if (then.timestamps() != now.timestamps()) {
      lanes.add("timestamps");
    }
    if (then.offsets() != now.offsets()) {
      lanes.add("offsets");
    }
    return "other " + String.join(", ", lanes);
  }
}
