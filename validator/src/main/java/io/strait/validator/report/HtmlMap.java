package io.strait.validator.report;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Stretch;
import io.strait.validator.check.Stretch.State;
import io.strait.validator.session.Coverage;
import io.strait.validator.session.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The map of a report: a bar per topic, behind it one per partition in groups of a hundred. Pure.
 */
final class HtmlMap {
  private static final int WIDTH = 1_000;
  private static final int LEAST = 3;
  private static final int MOST_PARTS = 300;
  private static final int GROUP = 100;
  private static final int MOST_REASONS = 5;

  private HtmlMap() {}

  static String of(List<Standing> standings) {
    Map<String, List<Standing>> topics = new LinkedHashMap<>();
    for (Standing one : standings) {
      topics.computeIfAbsent(name(one), none -> new ArrayList<>()).add(one);
    }
    List<Map.Entry<String, List<Standing>>> ordered = new ArrayList<>(topics.entrySet());
    ordered.sort(Comparator.comparingLong(entry -> -worst(coverage(entry.getValue()))));
    StringBuilder page = new StringBuilder();
    ordered.forEach(entry -> topic(page, entry.getKey(), entry.getValue()));
    return page.toString();
  }

  /** A bar in which each state has the width of its share; order is by state, not by offset. */
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
    return bar(new OffsetRange(0, at), parts);
  }

  private static String name(Standing one) {
    String source = one.report().topic().source();
    String target = one.report().topic().target();
    return source.equals(target) ? source : source + " → " + target;
  }

  private static Coverage coverage(List<Standing> standings) {
    Collection<Stretch> all = standings.stream().flatMap(one -> one.stretches().stream()).toList();
    return Coverage.of(all);
  }

  /** Topics that differ come first, then those with most unproved. */
  private static long worst(Coverage coverage) {
    return coverage.divergent() > 0 ? Long.MAX_VALUE : coverage.unproved();
  }

  private static void topic(StringBuilder page, String name, List<Standing> standings) {
    Coverage coverage = coverage(standings);
    Set<State> states = EnumSet.noneOf(State.class);
    standings.forEach(one -> one.stretches().forEach(part -> states.add(part.state())));
    page.append("<details class=\"topic\" data-name=\"").append(Html.text(name));
    page.append("\" data-states=\"").append(states.toString().toLowerCase(Locale.ROOT));
    page.append("\"><summary><span class=\"row\"><span>").append(Html.text(name));
    page.append("</span>").append(shares(coverage));
    ends(page, coverage, standings.size() + (standings.size() == 1 ? " partition" : " partitions"));
    page.append("</span></summary>\n");
    if (standings.size() <= GROUP) {
      standings.forEach(one -> partition(page, one));
    } else {
      groups(page, standings);
    }
    page.append("</details>\n");
  }

  private static void groups(StringBuilder page, List<Standing> standings) {
    for (int at = 0; at < standings.size(); at += GROUP) {
      List<Standing> some = standings.subList(at, Math.min(at + GROUP, standings.size()));
      Coverage coverage = coverage(some);
      page.append("<details><summary><span class=\"row\"><span>partitions ");
      page.append(some.get(0).report().partition()).append(" to ");
      page.append(some.get(some.size() - 1).report().partition()).append("</span>");
      page.append(shares(coverage));
      ends(page, coverage, "");
      page.append("</span></summary>\n");
      some.forEach(one -> partition(page, one));
      page.append("</details>\n");
    }
  }

  private static void partition(StringBuilder page, Standing one) {
    page.append("<div class=\"p\"><span class=\"row\"><span class=\"mono\">");
    page.append(one.report().partition()).append("  ").append(one.asked()).append("</span>");
    page.append(bar(one.asked(), one.stretches()));
    ends(page, Coverage.of(one.stretches()), differences(one));
    page.append("</span></div>\n");
    List<String> reasons = new ArrayList<>();
    for (Stretch stretch : one.stretches()) {
      if (stretch.state() != State.PROVED && reasons.size() < MOST_REASONS) {
        reasons.add(
            stretch.range()
                + " "
                + stretch.state().name().toLowerCase(Locale.ROOT)
                + ": "
                + stretch.why());
      }
    }
    reasons.addAll(one.report().notes());
    if (!reasons.isEmpty()) {
      page.append("<div class=\"why\">").append(Html.text(String.join("; ", reasons)));
      page.append("</div>\n");
    }
  }

  private static String differences(Standing one) {
    long count = one.report().counts().differences();
    if (count == 0) {
      return "";
    }
    return count == 1 ? "1 difference" : String.format(Locale.ROOT, "%,d differences", count);
  }

  private static void ends(StringBuilder page, Coverage coverage, String words) {
    page.append("<span class=\"r mono\">");
    page.append(String.format(Locale.ROOT, "%.2f %%", coverage.percent())).append("</span>");
    page.append("<span class=\"c dim\">").append(Html.text(words)).append("</span>");
  }

  /** Every stretch is wide enough to be seen, so a single record among a billion is. */
  private static String bar(OffsetRange range, List<Stretch> stretches) {
    StringBuilder bar =
        new StringBuilder(
            "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\"");
    bar.append(" role=\"img\" aria-label=\"").append(label(stretches)).append("\">");
    for (State state : List.of(State.PROVED, State.UNPROVED, State.EXPLAINED, State.DIVERGENT)) {
      int parts = 0;
      for (Stretch stretch : stretches) {
        if (stretch.state() == state && !stretch.range().isEmpty() && parts++ < MOST_PARTS) {
          rect(bar, range, stretch);
        }
      }
    }
    return bar.append("</svg>").toString();
  }

  private static void rect(StringBuilder bar, OffsetRange range, Stretch stretch) {
    double scale = (double) WIDTH / range.size();
    double from = (stretch.range().from() - range.from()) * scale;
    double width = Math.max(LEAST, stretch.range().size() * scale);
    bar.append("<rect class=\"").append(stretch.state().name().toLowerCase(Locale.ROOT));
    bar.append("\" x=\"").append(Math.round(Math.min(from, WIDTH - LEAST)));
    bar.append("\" width=\"").append(Math.round(width)).append("\" height=\"10\"/>");
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
