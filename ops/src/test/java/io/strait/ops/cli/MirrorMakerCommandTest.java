package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorMakerCommandTest {
  private static final String BOTH =
      """
      clusters = A, B
      A.bootstrap.servers = a:9092
      B.bootstrap.servers = b:9092
      A->B.enabled = true
      """;

  @TempDir private Path folder;

  @Test
  void shouldWriteAConfigurationThatIsGood() throws IOException {
    Path out = folder.resolve("strait.yaml");

    Ran read = Ran.strait("mm2", "read", file(BOTH + "tasks.max = 3\n"), "--out", out.toString());
    assertThat(read.code()).as(read.err()).isZero();
    assertThat(read.out()).contains("clusters.A.bootstrap").contains("Is not needed");
    Ran check = Ran.strait("config", "check", "--offline", "--config", out.toString());
    assertThat(check.code()).as(check.err()).isZero();

    Ran again = Ran.strait("mm2", "read", file(BOTH), "--out", out.toString());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("exists already");
  }

  @Test
  void shouldRefuseAFileWithUnknownKeysEverywhere() throws IOException {
    String file = file(BOTH + "tpoics = x\n");

    Ran read = Ran.strait("mm2", "read", file, "--json");
    assertThat(read.code()).isEqualTo(2);
    assertThat(read.out()).contains("\"problems\"").contains("Did you mean 'topics'");
    Ran serve = Ran.strait("serve", "--mm2", file);
    assertThat(serve.code()).isEqualTo(2);
    assertThat(serve.err()).contains("Did you mean 'topics'");
  }

  @Test
  void shouldNameAClassThatIsNotThere() throws IOException {
    String file = file(BOTH + "config.property.filter.class = com.example.Mine\n");

    Ran serve = Ran.strait("serve", "--mm2", file);
    assertThat(serve.code()).isEqualTo(2);
    assertThat(serve.err()).contains("com.example.Mine").contains("STRAIT_CLASSPATH");
    Ran filter =
        Ran.strait("serve", "--mm2", file(BOTH + "topic.filter.class = com.example.Topics\n"));
    assertThat(filter.code()).isEqualTo(2);
    assertThat(filter.err()).contains("STRAIT_CLASSPATH");
  }

  @Test
  void shouldSayThatThereIsNoSuchFile() {
    Ran read = Ran.strait("mm2", "read", folder.resolve("none").toString());
    assertThat(read.code()).isEqualTo(2);
    assertThat(read.err()).contains("does not exist");
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("mm2.properties"), text).toString();
  }
}
