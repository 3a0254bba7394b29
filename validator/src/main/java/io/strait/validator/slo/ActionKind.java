package io.strait.validator.slo;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What Strait does by itself while a budget is burned. */
public enum ActionKind {
  /** No wave is prepared or switched. */
  REFUSE_WAVES(EnumSet.allOf(Sli.class)),
  /** Topics of the class bulk rest, so that the others have the link for themselves. */
  PAUSE_BULK(EnumSet.of(Sli.FRESHNESS)),
  /** The audit reads slower, so that copying has the clusters for itself. */
  SLOW_VERIFIER(EnumSet.of(Sli.FRESHNESS));

  private final Set<Sli> because;

  ActionKind(Set<Sli> because) {
    this.because = because;
  }

  /** The name in configuration and commands: {@code pause-bulk}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a burning budget of this indicator is a reason: what would not help is not done. */
  public boolean helps(Sli sli) {
    return because.contains(sli);
  }

  /** The one of that name. */
  public static Optional<ActionKind> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
