package io.strait.validator.explain;

import java.util.List;

/** Guides as plain text for a terminal. Pure. */
public final class GuideText {
  private static final int WIDTH = 100;
  private static final String INDENT = "  ";

  private GuideText() {}

  /** One finding, everything about it; every line ends with a line feed. */
  public static String of(FindingGuide guide) {
    StringBuilder text = new StringBuilder();
    text.append(guide.code()).append(": ").append(guide.summary()).append("\n\n");
    paragraph(text, "Means", guide.meaning());
    paragraph(text, "Detected", guide.detected());
    paragraph(text, "Looks like", guide.looks());
    list(text, "Known benign causes, and how they are told apart", guide.benign(), false);
    list(text, "First things to do", guide.first(), true);
    guide.runbook().ifPresent(file -> text.append("Runbook: ").append(file).append('\n'));
    return text.toString();
  }

  /** What each way of judging cannot see. */
  public static String modes() {
    StringBuilder text = new StringBuilder("What each way of judging cannot see\n\n");
    for (ModeGuide mode : ModeGuide.all()) {
      wrap(text, mode.name() + ": " + mode.summary(), "", "");
      mode.blind().forEach(item -> wrap(text, item, INDENT + "- ", INDENT + "  "));
      text.append('\n');
    }
    return text.toString();
  }

  /** All codes, a line each. */
  public static String codes() {
    StringBuilder text = new StringBuilder();
    for (FindingGuide guide : FindingGuide.all()) {
      text.append(String.format("%-17s %s%n", guide.code(), guide.summary()));
    }
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static void paragraph(StringBuilder text, String title, String words) {
    text.append(title).append('\n');
    wrap(text, words, INDENT, INDENT);
    text.append('\n');
  }

  private static void list(StringBuilder text, String title, List<String> items, boolean numbered) {
    text.append(title).append('\n');
    for (int i = 0; i < items.size(); i++) {
      String mark = numbered ? (i + 1) + ". " : "- ";
      wrap(text, items.get(i), INDENT + mark, INDENT + " ".repeat(mark.length()));
    }
    text.append('\n');
  }

  private static void wrap(StringBuilder text, String words, String first, String others) {
    StringBuilder line = new StringBuilder(first);
    boolean fresh = true;
    for (String word : words.split(" ")) {
      if (!fresh && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(others);
        fresh = true;
      }
      line.append(fresh ? "" : " ").append(word);
      fresh = false;
    }
    text.append(line).append('\n');
  }
}
