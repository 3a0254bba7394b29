package io.strait.ops.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** House rules that are about the text of the sources: sizes, names, package docs, leftovers. */
class SourceRulesTest {
  private static final int LONGEST_FILE = 500;
  private static final int LONGEST_METHOD = 60;
  private static final Pattern FORBIDDEN_TYPE_NAME =
      Pattern.compile("Manager|Helper|Util(s|ity)?$|Impl$|^Base|Common");

  /** What no source may hold; the only place that names these marks, for it forbids them. */
  private static final Pattern LEFTOVER =
      Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b|@Disabled|Thread\\.sleep\\(");

  @Test
  void shouldKeepFilesShort() throws IOException {
    List<String> offenders = new ArrayList<>();
    for (Path source : sources()) {
      long lines = Files.readAllLines(source).size();
      if (lines > LONGEST_FILE) {
        offenders.add(source + ": " + lines + " lines");
      }
    }
    assertThat(offenders).isEmpty();
  }

  @Test
  void shouldLeaveNothingBehind() throws IOException {
    List<String> offenders = new ArrayList<>();
    for (Path source : sources()) {
      if (!source.endsWith("SourceRulesTest.java")
          && LEFTOVER.matcher(Files.readString(source)).find()) {
        offenders.add(source.toString());
      }
    }
    assertThat(offenders).isEmpty();
  }

  @Test
  void shouldDocumentEveryPackage() throws IOException {
    List<String> offenders =
        sources().stream()
            .filter(source -> source.toString().contains("/src/main/java/"))
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .map(Path::toString)
            .toList();
    assertThat(offenders).isEmpty();
  }

  @Test
  void shouldKeepMethodsShortAndTypesWellNamed() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(20);
    List<String> offenders = new ArrayList<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new Inspector(unit, positions, offenders), null);
      }
    }
    assertThat(offenders).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(root.resolve("replicator"))) {
      root = root.getParent();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> path.toString().endsWith(".java"))
          .filter(path -> path.toString().contains("/src/"))
          .toList();
    }
  }

  private static final class Inspector extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> offenders;

    Inspector(CompilationUnitTree unit, SourcePositions positions, List<String> offenders) {
      this.unit = unit;
      this.positions = positions;
      this.offenders = offenders;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      if (FORBIDDEN_TYPE_NAME.matcher(type.getSimpleName()).find()) {
        offenders.add(where() + ": type name " + type.getSimpleName());
      }
      return super.visitClass(type, none);
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      LineMap lines = unit.getLineMap();
      long start = positions.getStartPosition(unit, method);
      long end = positions.getEndPosition(unit, method);
      if (start >= 0 && end >= 0) {
        long length = lines.getLineNumber(end) - lines.getLineNumber(start) + 1;
        if (length > LONGEST_METHOD) {
          offenders.add(where() + ": method " + method.getName() + " has " + length + " lines");
        }
      }
      return super.visitMethod(method, none);
    }

    private String where() {
      return unit.getSourceFile().getName();
    }
  }
}
