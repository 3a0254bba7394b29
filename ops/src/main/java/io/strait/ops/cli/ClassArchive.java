package io.strait.ops.cli;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads the classes that every start needs and ends, so that the JVM can keep them in an archive
 * (JEP 350); run once by {@code ./strait} after a build. A start then maps them instead of reading
 * and checking thousands of class files. Needs no cluster and changes nothing.
 */
public final class ClassArchive {
  private static final List<String> JARS =
      List.of(
          "strait-", "kafka-clients-", "picocli-", "jackson-", "snakeyaml-", "slf4j-", "logback-");

  private static final String CLASS = ".class";

  private ClassArchive() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws IOException {
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = new File(path).getName();
      if (JARS.stream().anyMatch(name::startsWith)) {
        load(path);
      }
    }
  }

  private static void load(String jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
        String name = entry.getName();
        if (name.endsWith(CLASS) && !name.startsWith("META-INF/")) {
          touch(name.substring(0, name.length() - CLASS.length()).replace('/', '.'));
        }
      }
    }
  }

  private static void touch(String name) {
    try {
      Class.forName(name, false, ClassArchive.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // Made for a library that is not here; whoever needs it would fail without an archive too.
      return;
    }
  }
}
