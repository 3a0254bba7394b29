package io.strait.validator.explain;

import java.util.Locale;

/** All guides as the page {@code docs/findings.md}. Pure. */
public final class GuidePage {
  private GuidePage() {}

  /** The whole page in Markdown. */
  public static String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # Findings

            Written by `strait explain all --markdown > docs/findings.md`; do not edit by hand: the text is
            `validator/src/main/resources/io/strait/validator/explain`. `strait explain CODE` prints one entry.

            A finding is *explained* when a benign cause is proved and not guessed; explained findings are counted apart and
            do not fail a verdict. UNVERIFIABLE is not a difference, but it counts against coverage, and a verdict that rests
            on it is inconclusive.

            | code | means |
            |---|---|
            """);
    for (FindingGuide guide : FindingGuide.all()) {
      page.append("| [").append(guide.code()).append("](#");
      page.append(guide.code().name().toLowerCase(Locale.ROOT));
      page.append(") | ").append(guide.summary()).append(" |\n");
    }
    FindingGuide.all().forEach(guide -> append(page, guide));
    page.append("\n## What each mode cannot see\n\n`strait explain modes` prints this.\n");
    ModeGuide.all().forEach(mode -> append(page, mode));
    return page.toString();
  }

  private static void append(StringBuilder page, FindingGuide guide) {
    page.append("\n## ").append(guide.code()).append("\n\n").append(guide.summary()).append("\n\n");
    page.append("**Means.** ").append(guide.meaning()).append("\n\n");
    page.append("**Detected.** ").append(guide.detected()).append("\n\n");
    page.append("**Looks like.** ").append(guide.looks()).append("\n\n");
    page.append("**Known benign causes, and how they are told apart**\n\n");
    guide.benign().forEach(item -> page.append("- ").append(item).append('\n'));
    page.append("\n**First things to do**\n\n");
    for (int i = 0; i < guide.first().size(); i++) {
      page.append(i + 1).append(". ").append(guide.first().get(i)).append('\n');
    }
    guide
        .runbook()
        .ifPresent(
            file ->
                page.append("\nRunbook: [")
                    .append(file)
                    .append("](../")
                    .append(file)
                    .append(")\n"));
  }

  private static void append(StringBuilder page, ModeGuide mode) {
    page.append("\n### ").append(mode.name()).append("\n\n").append(mode.summary()).append("\n\n");
    mode.blind().forEach(item -> page.append("- ").append(item).append('\n'));
  }
}
