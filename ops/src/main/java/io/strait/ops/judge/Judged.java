package io.strait.ops.judge;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be judged besides records. */
public enum Judged {
  /** Positions of consumer groups. */
  GROUPS,
  /** Topics, partition counts and configurations. */
  TOPICS,
  /** Access control lists. */
  ACLS,
  /** Client quotas. */
  QUOTAS,
  /** Schemas, where both clusters have a registry. */
  SCHEMAS;

  /** Stands for all but {@link #GROUPS}. */
  public static final String METADATA = "metadata";

  /** As operators write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What an operator wrote.
   *
   * @return empty if one of the words names nothing
   */
  public static Optional<Set<Judged>> of(Collection<String> words) {
    Set<Judged> judged = EnumSet.noneOf(Judged.class);
    for (String word : words) {
      if (word.equals(METADATA)) {
        judged.addAll(EnumSet.complementOf(EnumSet.of(GROUPS)));
        continue;
      }
      Optional<Judged> one =
          Arrays.stream(values()).filter(each -> each.text().equals(word)).findFirst();
      if (one.isEmpty()) {
        return Optional.empty();
      }
      judged.add(one.get());
    }
    return Optional.of(judged);
  }
}
