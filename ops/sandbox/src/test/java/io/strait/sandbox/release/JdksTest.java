package io.strait.sandbox.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdksTest {
  @TempDir private Path machine;

  private Path installation(String path, String version) throws IOException {
    Path home = machine.resolve(path);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    Path java = Files.createFile(home.resolve("bin/java"));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    return java;
  }

  @Test
  void shouldTakeItsOwnJavaWhenThatIsNewEnough() throws IOException {
    Path own = installation("own", "17.0.15");
    installation("jvm/newer", "25");
    Jdks jdks = new Jdks(machine.resolve("own"), Map.of(), List.of(machine.resolve("jvm")));

    assertThat(jdks.java(17)).contains(own);
  }

  @Test
  void shouldTakeANamedOneBeforeOneItFinds() throws IOException {
    installation("own", "17.0.15");
    Path found = installation("jvm/b", "25.0.3");
    installation("jvm/a", "11.0.1");
    Path named = installation("named", "21-ea");
    List<Path> folders = List.of(machine.resolve("absent"), machine.resolve("jvm"));
    Map<String, String> environment = Map.of("JAVA_HOME_21", machine.resolve("named").toString());

    assertThat(new Jdks(machine.resolve("own"), environment, folders).java(21)).contains(named);
    assertThat(new Jdks(machine.resolve("own"), Map.of(), folders).java(21)).contains(found);
  }

  @Test
  void shouldFindNoneWhenAllAreTooOldOrNoInstallations() throws IOException {
    installation("own", "17.0.15");
    installation("jvm/broken", "newest");
    Files.createDirectories(machine.resolve("jvm/empty"));
    Jdks jdks = new Jdks(machine.resolve("own"), Map.of(), List.of(machine.resolve("jvm")));

    assertThat(jdks.java(21)).isEmpty();
  }
}
