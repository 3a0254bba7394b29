package io.strait.sandbox.release;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs Maven as a child process to fill a folder.
 *
 * <p>Maven is looked for in {@code maven.home} (which Maven tells the tests it forks), {@code
 * MAVEN_HOME}, {@code M2_HOME} and on the {@code PATH}. What it has in its own repository already
 * is used without asking anybody.
 */
final class MavenRun {
  /** Pinned, so that the same bundle comes out everywhere. */
  static final Artifact PLUGIN =
      Artifact.jar("org.apache.maven.plugins", "maven-dependency-plugin", "3.8.1");

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int SHOWN = 600;

  private final Properties properties;
  private final Map<String, String> environment;

  MavenRun(Properties properties, Map<String, String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  /**
   * Puts the bundle's content into {@code target}.
   *
   * @param workshop an existing folder for what Maven needs on the way
   * @throws FetchException when Maven is missing or does not get it
   */
  void fill(Bundle bundle, Path workshop, Path target) throws IOException {
    Path description = workshop.resolve("pom.xml");
    Files.writeString(description, bundle.projectDescription());
    List<String> command = command(bundle, description, target);
    Outcome offline = run(plus(command, "-o"), workshop);
    if (offline.good()) {
      return;
    }
    Outcome online = run(command, workshop);
    if (!online.good()) {
      throw new FetchException(
          "cannot fetch "
              + bundle.artifacts()
              + " with Maven: "
              + online.said()
              + "; make Maven's repositories reachable, or put the artifacts into its local"
              + " repository once with: mvn "
              + PLUGIN.groupId()
              + ":"
              + PLUGIN.artifactId()
              + ":"
              + PLUGIN.version()
              + ":get -Dartifact="
              + bundle.artifacts().get(0));
    }
  }

  private List<String> command(Bundle bundle, Path description, Path target) throws FetchException {
    List<String> command = new ArrayList<>();
    command.add(program().toString());
    command.addAll(List.of("-B", "-q", "-f", description.toString()));
    // The plugin tests that run under Maven are told where its local repository is.
    Optional.ofNullable(properties.getProperty("localRepository"))
        .ifPresent(path -> command.add("-Dmaven.repo.local=" + path));
    command.add("-Dstyle.color=never");
    command.add("-DincludeScope=runtime");
    command.add("-DoutputDirectory=" + target);
    command.add(
        String.join(
            ":", PLUGIN.groupId(), PLUGIN.artifactId(), PLUGIN.version(), bundle.content().goal()));
    return command;
  }

  /** Where Maven is. */
  Path program() throws FetchException {
    Stream<String> homes =
        Stream.of(
            properties.getProperty("maven.home", ""),
            environment.getOrDefault("MAVEN_HOME", ""),
            environment.getOrDefault("M2_HOME", ""));
    Stream<Path> installed =
        homes.filter(home -> !home.isBlank()).map(home -> Path.of(home, "bin", "mvn"));
    Stream<Path> onPath =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(folder -> !folder.isBlank())
            .map(folder -> Path.of(folder, "mvn"));
    return Stream.concat(installed, onPath)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new FetchException(
                    "Maven was not found in maven.home, MAVEN_HOME, M2_HOME or the PATH; it is"
                        + " needed once to fetch released software: install Maven 3.8 or newer"));
  }

  private record Outcome(boolean good, String said) {}

  private static Outcome run(List<String> command, Path workshop) throws IOException {
    Path output = workshop.resolve("maven.log");
    Process maven =
        new ProcessBuilder(command)
            .directory(workshop.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    maven.getOutputStream().close();
    try {
      if (!maven.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        return new Outcome(false, "no end after " + LIMIT.toMinutes() + " minutes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FetchException("interrupted while Maven was fetching", e);
    } finally {
      maven.descendants().forEach(ProcessHandle::destroyForcibly);
      maven.destroyForcibly();
    }
    String said = Files.readString(output, StandardCharsets.UTF_8).strip();
    return new Outcome(
        maven.exitValue() == 0, said.length() > SHOWN ? said.substring(0, SHOWN) + "..." : said);
  }

  private static List<String> plus(List<String> command, String flag) {
    List<String> longer = new ArrayList<>(command);
    longer.add(flag);
    return longer;
  }
}
