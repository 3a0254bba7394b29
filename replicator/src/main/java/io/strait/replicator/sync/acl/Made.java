package io.strait.replicator.sync.acl;

import java.util.Locale;
import java.util.Optional;

/** How far a binding of Strait's is, as it is written down. */
enum Made {
  /** About to be made; whether it was, the target tells. */
  MAKING,
  /** It was there after it had been made: if it is gone, somebody else removed it. */
  MADE,
  /** About to be removed. */
  UNMAKING;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whatever is not known counts as begun. */
  static Made of(String text) {
    return text.equals(MADE.text()) ? MADE : MAKING;
  }

  /** The same, of something that may not be written down. */
  static Optional<Made> of(Optional<String> text) {
    return text.map(Made::of);
  }
}
