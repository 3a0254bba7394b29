package io.strait.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.sandbox.proxy.FaultProxy;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxFilesTest {
  @TempDir Path directory;

  /** Knows its addresses and passwords and nothing else. */
  private record Described(String alias, String bootstrap) implements KafkaCluster {
    @Override
    public Map<String, String> clientProperties(String principal) {
      return Map.of("sasl.jaas.config", "username=\"" + principal + "\" password=\"p=:#\";");
    }

    @Override
    public List<Integer> brokerIds() {
      return List.of();
    }

    @Override
    public void startBroker(int brokerId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void stopBroker(int brokerId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FaultProxy proxy(int brokerId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void grantStandardAcls() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void grantMarkers() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void grantApplication(Collection<String> topics, Collection<String> groups) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      throw new UnsupportedOperationException();
    }
  }

  private final List<Described> clusters =
      List.of(new Described("east", "127.0.0.1:1"), new Described("west", "127.0.0.1:2"));

  @Test
  void shouldWriteAFileForEveryClusterAndPrincipal() throws IOException {
    List<SandboxFiles.ClientFile> files = SandboxFiles.write(directory.resolve("new"), clusters);

    assertThat(files).hasSize(2 * Principals.clients().size());
    assertThat(files.get(0).path()).hasFileName("east-admin.properties");
    SandboxFiles.ClientFile last = files.get(files.size() - 1);
    assertThat(last.path()).hasFileName("west-app.properties");
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(last.path())) {
      read.load(reader);
    }
    assertThat(read)
        .containsEntry("bootstrap.servers", "127.0.0.1:2")
        .containsEntry("sasl.jaas.config", "username=\"app\" password=\"p=:#\";");
  }

  @Test
  void shouldLetOnlyTheOwnerReadAlsoWhenAnOlderFileWasOpenToAll() throws IOException {
    Path older = directory.resolve("east-app.properties");
    Files.writeString(older, "old");
    Files.setPosixFilePermissions(older, PosixFilePermissions.fromString("rw-rw-rw-"));

    for (SandboxFiles.ClientFile file : SandboxFiles.write(directory, clusters)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void shouldNameTheFileWhenItCannotBeWritten() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> SandboxFiles.write(file, clusters))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("east-admin.properties");
  }
}
