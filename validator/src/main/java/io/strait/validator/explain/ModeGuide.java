package io.strait.validator.explain;

import java.util.List;
import java.util.Optional;

/**
 * What a way of judging does and what it cannot see.
 *
 * @param name as users write it, such as {@code since-last}
 * @param summary what it does
 * @param blind what it cannot see; not empty
 */
public record ModeGuide(String name, String summary, List<String> blind) {
  private static final List<ModeGuide> ALL =
      GuideFile.read("modes.txt").values().stream()
          .map(entry -> new ModeGuide(entry.name(), entry.text("summary"), entry.items("blind")))
          .toList();

  /** All of them. */
  public static List<ModeGuide> all() {
    return ALL;
  }

  /** The one of that name. */
  public static Optional<ModeGuide> of(String name) {
    return ALL.stream().filter(guide -> guide.name().equals(name)).findFirst();
  }
}
