package io.strait.validator.report;

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
  private static final int GROUP = 100;
  private static final int FEW = 12;

  private HtmlMap() {}

  /** Legend, filters and all topics. */
  static void add(StringBuilder page, List<Standing> standings) {
    if (standings.isEmpty()) {
      page.append("<p>There was no partition to judge.</p>\n");
      return;
    }
    legend(page);
    filters(page);
    Map<String, List<Standing>> topics = new LinkedHashMap<>();
    for (Standing one : standings) {
      topics.computeIfAbsent(name(one), none -> new ArrayList<>()).add(one);
    }
    List<Map.Entry<String, List<Standing>>> ordered = new ArrayList<>(topics.entrySet());
    ordered.sort(Comparator.comparingLong(entry -> -worst(coverage(entry.getValue()))));
    boolean isOpen = topics.size() == 1 || standings.size() <= FEW;
    ordered.forEach(entry -> topic(page, entry.getKey(), entry.getValue(), isOpen));
  }

  private static void legend(StringBuilder page) {
    page.append("<p class=\"dim\">Source offsets from left to right.");
    for (State state : State.values()) {
      page.append(" <span class=\"legend\">").append(HtmlBar.key(state));
      page.append(meaning(state)).append("</span>");
    }
    page.append("</p>\n");
  }

  private static String meaning(State state) {
    return switch (state) {
      case PROVED -> "proved equal";
      case EXPLAINED -> "explained: differs, for a harmless cause";
      case DIVERGENT -> "divergent: differs";
      case UNPROVED -> "unproved: not judged";
    };
  }

  private static void filters(StringBuilder page) {
    page.append("<div class=\"filters\" hidden>");
    page.append("<input id=\"topic-name\" type=\"search\" placeholder=\"topic\"");
    page.append(" aria-label=\"topic\"><select id=\"topic-state\" aria-label=\"state\">");
    page.append("<option value=\"\">any state</option>");
    for (State state : EnumSet.of(State.DIVERGENT, State.UNPROVED, State.EXPLAINED)) {
      page.append("<option value=\"").append(word(state)).append("\">with ");
      page.append(word(state)).append("</option>");
    }
    page.append("</select><span class=\"dim\" id=\"topic-count\"></span></div>\n");
  }

  private static String name(Standing one) {
    String source = one.report().topic().source();
    String target = one.report().topic().target();
    return source.equals(target) ? source : source + " → " + target;
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static Coverage coverage(List<Standing> standings) {
    Collection<Stretch> all = standings.stream().flatMap(one -> one.stretches().stream()).toList();
    return Coverage.of(all);
  }

  /** Topics that differ come first, then those with most unproved. */
  private static long worst(Coverage coverage) {
    return coverage.divergent() > 0 ? Long.MAX_VALUE : coverage.unproved();
  }

  private static void topic(
      StringBuilder page, String name, List<Standing> standings, boolean isOpen) {
    Coverage coverage = coverage(standings);
    Set<State> states = EnumSet.noneOf(State.class);
    standings.forEach(one -> one.stretches().forEach(part -> states.add(part.state())));
    page.append("<details class=\"topic\" data-name=\"").append(Html.text(name));
    page.append("\" data-states=\"").append(states.toString().toLowerCase(Locale.ROOT));
    page.append(isOpen ? "\" open>" : "\">").append("<summary><span class=\"row\"><span>");
    page.append(Html.text(name)).append("</span>").append(HtmlBar.shares(coverage));
    ends(page, coverage, standings.size() + (standings.size() == 1 ? " partition" : " partitions"));
    page.append("</span></summary>\n");
    if (standings.size() <= GROUP) {
      standings.forEach(one -> HtmlPartition.add(page, one));
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
      page.append(HtmlBar.shares(coverage));
      ends(page, coverage, divergent(some));
      page.append("</span></summary>\n");
      some.forEach(one -> HtmlPartition.add(page, one));
      page.append("</details>\n");
    }
  }

  private static String divergent(List<Standing> standings) {
    long differ = standings.stream().filter(one -> one.report().counts().differences() > 0).count();
    return differ == 0 ? "" : differ + " differ";
  }

  /** How much is proved, and a few words. */
  static void ends(StringBuilder page, Coverage coverage, String words) {
    page.append("<span class=\"r mono\">");
    page.append(String.format(Locale.ROOT, "%.2f %%", coverage.percent())).append("</span>");
    page.append("<span class=\"c dim\">").append(Html.text(words)).append("</span>");
  }
}
