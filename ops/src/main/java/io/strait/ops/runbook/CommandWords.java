package io.strait.ops.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a command into words as a shell would, for the little of a shell that runbooks use. */
final class CommandWords {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}|\\$(\\w+)");

  private CommandWords() {}

  /** The words behind {@code strait}; variables are filled in except between single quotes. */
  static List<String> of(String command, Map<String, String> variables) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        words.add(matcher.group(1));
      } else {
        String word = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        words.add(filled(command, word, variables));
      }
    }
    return words.subList(1, words.size());
  }

  private static String filled(String command, String word, Map<String, String> variables) {
    return VARIABLE
        .matcher(word)
        .replaceAll(
            found -> {
              String name = found.group(1) == null ? found.group(2) : found.group(1);
              if (!variables.containsKey(name)) {
                throw new RunbookException(
                    "'"
                        + command
                        + "' needs the variable '"
                        + name
                        + "'; give it with --var "
                        + name
                        + "=VALUE");
              }
              return Matcher.quoteReplacement(variables.get(name));
            });
  }
}
