package io.strait.validator.report;

import io.strait.validator.check.Stretch;
import io.strait.validator.check.Stretch.State;
import io.strait.validator.session.Coverage;
import io.strait.validator.session.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One partition of a map: its bar, the offsets at both ends, and the stretches in words. Pure. */
final class HtmlPartition {
  private static final int MOST_STRETCHES = 8;

  private HtmlPartition() {}

  static void add(StringBuilder page, Standing one) {
    page.append("<div class=\"p\"><span class=\"row\"><span>partition ");
    page.append(one.report().partition()).append("</span>");
    page.append("<span>").append(HtmlBar.of(one.asked(), one.stretches()));
    page.append("<span class=\"axis mono dim\"><span>").append(one.asked().from());
    page.append("</span><span>").append(one.asked().to()).append("</span></span></span>");
    HtmlMap.ends(page, Coverage.of(one.stretches()), differences(one));
    page.append("</span></div>\n");
    List<String> lines = lines(one);
    if (!lines.isEmpty()) {
      page.append("<div class=\"why\">");
      lines.forEach(line -> page.append("<div>").append(Html.text(line)).append("</div>"));
      page.append("</div>\n");
    }
  }

  /** Nothing where all is proved: the bar says so. */
  private static List<String> lines(Standing one) {
    List<String> lines = new ArrayList<>();
    boolean whole = one.stretches().stream().allMatch(part -> part.state() == State.PROVED);
    if (!whole) {
      one.stretches().stream().limit(MOST_STRETCHES).map(HtmlPartition::line).forEach(lines::add);
      if (one.stretches().size() > MOST_STRETCHES) {
        int left = one.stretches().size() - MOST_STRETCHES;
        lines.add("and " + left + " more stretches; the JSON report holds them");
      }
    }
    lines.addAll(one.report().notes());
    return lines;
  }

  private static String line(Stretch stretch) {
    String words = stretch.state().name().toLowerCase(Locale.ROOT) + " " + stretch.range();
    return stretch.why().isEmpty() ? words : words + ": " + stretch.why();
  }

  private static String differences(Standing one) {
    long count = one.report().counts().differences();
    if (count == 0) {
      return "";
    }
    return count == 1 ? "1 difference" : String.format(Locale.ROOT, "%,d differences", count);
  }
}
