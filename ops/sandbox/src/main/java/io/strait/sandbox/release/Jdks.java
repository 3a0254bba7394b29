package io.strait.sandbox.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The Java installations of this machine: the one that runs this program, those that environment
 * variables {@code JAVA_HOME*} name, and those in the usual folders.
 */
public final class Jdks {
  private static final List<String> FOLDERS =
      List.of(
          "/usr/lib/jvm",
          "/usr/java",
          "/opt/java",
          "/opt/jdk",
          "/Library/Java/JavaVirtualMachines");

  private final Path own;
  private final Map<String, String> environment;
  private final List<Path> folders;

  Jdks(Path own, Map<String, String> environment, List<Path> folders) {
    this.own = own;
    this.environment = environment;
    this.folders = folders;
  }

  /** Those of this machine. */
  public static Jdks ofMachine() {
    Path home = Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java");
    return new Jdks(
        Path.of(System.getProperty("java.home")),
        System.getenv(),
        Stream.concat(FOLDERS.stream().map(Path::of), Stream.of(home)).toList());
  }

  /**
   * The program {@code java} of some installation of at least this version; this program's own if
   * it is new enough. Empty when there is none.
   *
   * @param feature 17, 21...
   */
  public Optional<Path> java(int feature) {
    return homes()
        .filter(home -> version(home) >= feature)
        .map(home -> home.resolve("bin").resolve("java"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Stream<Path> homes() {
    Stream<Path> named =
        environment.entrySet().stream()
            .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .filter(value -> !value.isBlank())
            .map(Path::of);
    return Stream.of(Stream.of(own), named, folders.stream().flatMap(Jdks::within))
        .flatMap(one -> one);
  }

  private static Stream<Path> within(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> parts = Files.list(folder)) {
      return parts.sorted().toList().stream()
          .flatMap(part -> Stream.of(part, part.resolve("Contents/Home")));
    } catch (IOException unreadable) {
      return Stream.empty();
    }
  }

  /** As the installation's own file {@code release} says; 0 where it has none. */
  private static int version(Path home) {
    Properties release = new Properties();
    try (InputStream file = Files.newInputStream(home.resolve("release"))) {
      release.load(file);
    } catch (IOException | IllegalArgumentException noInstallation) {
      return 0;
    }
    String text = release.getProperty("JAVA_VERSION", "").replace("\"", "");
    String first = text.split("[.+-]", 2)[0];
    return first.matches("[0-9]{1,4}") ? Integer.parseInt(first) : 0;
  }
}
