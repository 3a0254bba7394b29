package io.strait.sandbox.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With shell scripts in Maven's place: what is asked of it, and what becomes of its answers. */
class MavenRunTest {
  private static final Bundle LIBRARIES =
      new Bundle("thing", "1.0", List.of(Artifact.jar("g", "a", "1.0")), Bundle.Content.LIBRARIES);
  private static final Bundle UNPACKED =
      new Bundle(
          "thing",
          "1.0",
          List.of(new Artifact("g", "a", "1.0", "tar.gz", "all")),
          Bundle.Content.UNPACKED);

  @TempDir private Path folder;

  private final Properties properties = new Properties();

  @BeforeEach
  void home() {
    properties.setProperty("maven.home", folder.toString());
  }

  private MavenRun maven(String script) throws IOException {
    Path program = folder.resolve("bin/mvn");
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new MavenRun(properties, Map.of());
  }

  @Test
  void shouldAskNobodyWhenMavenHasItAlready() throws IOException {
    maven("echo \"$@\" >> asked").fill(LIBRARIES, folder, folder.resolve("out"));

    assertThat(folder.resolve("asked"))
        .content()
        .contains("maven-dependency-plugin:3.8.1:copy-dependencies", " -o")
        .hasLineCount(1);
    assertThat(folder.resolve("pom.xml"))
        .content()
        .contains(
            "<dependency><groupId>g</groupId><artifactId>a</artifactId><version>1.0</version>");
  }

  @Test
  void shouldGoToTheRepositoriesWhenMavenHasItNot() throws IOException {
    properties.setProperty("localRepository", "/repo");
    maven("echo \"$@\" >> asked\ncase \"$*\" in *' -o') exit 1;; esac\n")
        .fill(UNPACKED, folder, folder.resolve("out"));

    assertThat(Files.readAllLines(folder.resolve("asked")))
        .hasSize(2)
        .allMatch(line -> line.contains("-Dmaven.repo.local=/repo"))
        .last()
        .asString()
        .doesNotContain(" -o")
        .contains(":unpack");
    assertThat(folder.resolve("pom.xml"))
        .content()
        .contains("<type>tar.gz</type><classifier>all</classifier></artifactItem>");
  }

  @Test
  void shouldSayWhatIsMissingAndHowToGetItWhenItCannotBeFetched() throws IOException {
    MavenRun failing = maven("echo 'Could not transfer artifact'; exit 1");

    assertThatThrownBy(() -> failing.fill(LIBRARIES, folder, folder.resolve("out")))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("g:a:1.0:jar")
        .hasMessageContaining("Could not transfer artifact")
        .hasMessageContaining(":get -Dartifact=");
  }

  @Test
  void shouldFindMavenOnThePathAndSayWhereItLookedWhenThereIsNone() throws IOException {
    maven("exit 0");
    MavenRun none = new MavenRun(new Properties(), Map.of("PATH", "/nowhere"));
    MavenRun onPath =
        new MavenRun(new Properties(), Map.of("PATH", "/nowhere:" + folder.resolve("bin")));

    assertThat(onPath.program()).isEqualTo(folder.resolve("bin/mvn"));
    assertThatThrownBy(none::program)
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("PATH");
  }
}
