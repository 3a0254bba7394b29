package io.strait.ops.config;

import io.strait.replicator.sync.select.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads lists of regular expressions that match whole names. */
final class Selections {
  private final Problems problems;

  Selections(Problems problems) {
    this.problems = problems;
  }

  /** From the keys {@code include} (default: everything) and {@code exclude} (default: nothing). */
  Selection read(Section section) {
    return read(section, "include", "exclude");
  }

  /** The same from other keys. */
  Selection read(Section section, String included, String excluded) {
    List<Pattern> include = patterns(section.texts(included));
    return new Selection(
        include.isEmpty() ? Selection.everything().include() : include,
        patterns(section.texts(excluded)));
  }

  /** From one key; nothing without it. */
  Selection only(Section section, String included) {
    return new Selection(patterns(section.texts(included)), List.of());
  }

  private List<Pattern> patterns(List<Text> texts) {
    List<Pattern> patterns = new ArrayList<>();
    texts.forEach(text -> pattern(text).ifPresent(patterns::add));
    return patterns;
  }

  /** One expression; empty when it is refused, and then a problem is recorded. */
  Optional<Pattern> pattern(Text text) {
    try {
      return Optional.of(Pattern.compile(text.value(), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', which is no regular expression: " + e.getDescription(),
          "Correct it; it must match whole names, so '.*' stands for anything");
      return Optional.empty();
    }
  }
}
