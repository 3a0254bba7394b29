package io.strait.ops.cli;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads the classes that starts need and ends, so that the JVM can keep them in an archive (JEP
 * 350); run once by {@code ./strait} after a build. A start then maps them instead of reading,
 * checking and linking thousands of class files.
 *
 * <p>What a link needs is found by running one ({@link Rehearsal}); where that is not possible, and
 * for every other command, the classes of the libraries are loaded by name.
 */
public final class ClassArchive {
  private static final List<String> JARS =
      List.of(
          "strait-", "kafka-clients-", "picocli-", "jackson-", "snakeyaml-", "slf4j-", "logback-");

  private static final String CLASS = ".class";

  private ClassArchive() {}

  /**
   * Takes no arguments.
   *
   * @throws IOException when a library cannot be read
   */
  public static void main(String[] arguments) throws IOException {
    try {
      Rehearsal.run();
    } catch (IOException | RuntimeException e) {
      // A machine on which no broker starts still gets what can be had without one.
      System.err.println("no link could be run for the archive: " + e.getMessage());
    }
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String name = new File(path).getName();
      if (JARS.stream().anyMatch(name::startsWith)) {
        load(path);
      }
    }
    // Threads that a library left behind must not keep the JVM from writing the archive.
    System.exit(0);
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
