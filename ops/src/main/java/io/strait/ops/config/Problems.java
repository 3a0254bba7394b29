package io.strait.ops.config;

import io.strait.ops.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems so that all of them are reported at once. Used by one thread. */
final class Problems {
  private final List<ConfigProblem> found = new ArrayList<>();

  void error(String where, int line, String what, String remedy) {
    found.add(new ConfigProblem(Severity.ERROR, where, line, what, remedy));
  }

  void warning(String where, int line, String what, String remedy) {
    found.add(new ConfigProblem(Severity.WARNING, where, line, what, remedy));
  }

  void hint(String where, String what, String remedy) {
    found.add(new ConfigProblem(Severity.HINT, where, 0, what, remedy));
  }

  boolean hasErrors() {
    return found.stream().anyMatch(ConfigProblem::isError);
  }

  /** In the order of the file. */
  List<ConfigProblem> all() {
    return found.stream().sorted(Comparator.comparingInt(ConfigProblem::line)).toList();
  }
}
