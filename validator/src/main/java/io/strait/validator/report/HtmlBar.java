package io.strait.validator.report;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Stretch;
import io.strait.validator.check.Stretch.State;
import io.strait.validator.session.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bars of a map. States differ in shape as well as in colour: proved is a thick bar, explained
 * hangs below it, unproved is a thin line, divergent stands out above and below. Pure.
 */
final class HtmlBar {
  private static final int WIDTH = 1_000;
  private static final int LEAST = 3;
  private static final List<State> PAINTED =
      List.of(State.PROVED, State.UNPROVED, State.EXPLAINED, State.DIVERGENT);

  private HtmlBar() {}

  /** Each state has the width of its share; order is by state, not by offset. */
  static String shares(Coverage coverage) {
    List<Stretch> parts = new ArrayList<>();
    long at = 0;
    long[] sizes = {
      coverage.proven(), coverage.explained(), coverage.divergent(), coverage.unproved()
    };
    for (int i = 0; i < sizes.length; i++) {
      parts.add(new Stretch(new OffsetRange(at, at + sizes[i]), State.values()[i], ""));
      at += sizes[i];
    }
    return of(new OffsetRange(0, at), parts);
  }

  /**
   * Offsets from left to right. Every stretch is wide enough to be seen, so a single record among a
   * billion is; stretches that would be painted over each other become one.
   */
  static String of(OffsetRange range, List<Stretch> stretches) {
    StringBuilder bar = open("bar", WIDTH, label(stretches));
    for (State state : PAINTED) {
      long from = -1;
      long to = -1;
      for (Stretch stretch : stretches) {
        if (stretch.state() != state || stretch.range().isEmpty()) {
          continue;
        }
        long left = left(range, stretch.range());
        long right = left + width(range, stretch.range());
        if (from >= 0 && left > to) {
          rect(bar, state, from, to - from);
          from = left;
        }
        from = from < 0 ? left : from;
        to = Math.max(to, right);
      }
      if (from >= 0) {
        rect(bar, state, from, to - from);
      }
    }
    return bar.append("</svg>").toString();
  }

  /** What a state looks like. */
  static String key(State state) {
    StringBuilder key = open("key", 24, "");
    rect(key, state, 0, 24);
    return key.append("</svg>").toString();
  }

  private static StringBuilder open(String kind, int width, String label) {
    StringBuilder bar = new StringBuilder("<svg class=\"").append(kind);
    bar.append("\" viewBox=\"0 0 ").append(width).append(" 16\" preserveAspectRatio=\"none\"");
    return label.isEmpty()
        ? bar.append(" aria-hidden=\"true\">")
        : bar.append(" role=\"img\" aria-label=\"").append(label).append("\">");
  }

  private static long left(OffsetRange range, OffsetRange part) {
    double from = (double) (part.from() - range.from()) * WIDTH / range.size();
    return Math.round(Math.min(from, WIDTH - LEAST));
  }

  private static long width(OffsetRange range, OffsetRange part) {
    return Math.round(Math.max(LEAST, (double) part.size() * WIDTH / range.size()));
  }

  private static void rect(StringBuilder bar, State state, long x, long width) {
    int height = height(state);
    bar.append("<rect class=\"").append(state.name().toLowerCase(Locale.ROOT));
    bar.append("\" x=\"").append(x).append("\" width=\"").append(width);
    bar.append("\" y=\"").append(state == State.EXPLAINED ? 8 : (16 - height) / 2);
    bar.append("\" height=\"").append(height).append("\"/>");
  }

  private static int height(State state) {
    return switch (state) {
      case PROVED -> 8;
      case EXPLAINED -> 8;
      case DIVERGENT -> 16;
      case UNPROVED -> 2;
    };
  }

  private static String label(List<Stretch> stretches) {
    Coverage coverage = Coverage.of(stretches);
    return String.format(
        Locale.ROOT,
        "proved %d, explained %d, divergent %d, unproved %d offsets",
        coverage.proven(),
        coverage.explained(),
        coverage.divergent(),
        coverage.unproved());
  }
}
