package io.strait.ops.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * Reads a runbook.
 *
 * <p>A fenced block marked {@code sh} holds {@code strait} commands; the line {@code # exit N}
 * below a command says how it must end (0 when there is none); other lines that start with {@code
 * #} are for people. A block marked {@code text} right after it holds lines that the last command
 * must print.
 */
public final class RunbookReader extends AbstractVisitor {
  private static final Pattern EXIT = Pattern.compile("# exit (\\d+)");
  private static final TextContentRenderer TEXT = TextContentRenderer.builder().build();

  private final List<RunbookStep> steps = new ArrayList<>();
  private String title = "";
  private String section = "";
  private boolean afterCommands;

  private RunbookReader() {}

  /**
   * Reads Markdown text.
   *
   * @throws RunbookException if a block holds something else than {@code strait} commands
   */
  public static Runbook read(String markdown) {
    RunbookReader reader = new RunbookReader();
    Node document = Parser.builder().build().parse(markdown);
    document.accept(reader);
    return new Runbook(reader.title, reader.steps);
  }

  @Override
  public void visit(Heading heading) {
    section = TEXT.render(heading).strip();
    if (title.isEmpty()) {
      title = section;
    }
    afterCommands = false;
  }

  @Override
  public void visit(FencedCodeBlock block) {
    if (block.getInfo().equals("sh")) {
      block.getLiteral().lines().map(String::strip).forEach(this::addLine);
      afterCommands = true;
    } else {
      if (afterCommands && block.getInfo().equals("text")) {
        expect(
            block.getLiteral().lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
      }
      afterCommands = false;
    }
  }

  private void addLine(String line) {
    Matcher exit = EXIT.matcher(line);
    if (exit.matches()) {
      RunbookStep last = removeLast("'" + line + "' stands above any command");
      steps.add(
          new RunbookStep(
              last.section(), last.command(), Integer.parseInt(exit.group(1)), List.of()));
    } else if (line.equals("strait") || line.startsWith("strait ")) {
      steps.add(new RunbookStep(section, line, 0, List.of()));
    } else if (!line.isEmpty() && !line.startsWith("#")) {
      throw new RunbookException(
          "section '"
              + section
              + "': '"
              + line
              + "' is no strait command; only those may stand in sh blocks");
    }
  }

  private void expect(List<String> lines) {
    steps.add(removeLast("a text block follows an empty sh block").expecting(lines));
  }

  private RunbookStep removeLast(String complaint) {
    if (steps.isEmpty()) {
      throw new RunbookException("section '" + section + "': " + complaint);
    }
    return steps.remove(steps.size() - 1);
  }
}
