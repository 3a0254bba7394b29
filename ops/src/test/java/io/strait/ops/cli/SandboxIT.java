package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxIT {
  @TempDir private Path folder;

  @Test
  void shouldWriteAConfigurationThatWorksWhenUp() throws Exception {
    Path config = folder.resolve("strait.yaml");
    CompletableFuture<Ran> up =
        CompletableFuture.supplyAsync(
            () ->
                Ran.strait(
                    "sandbox",
                    "up",
                    "--dir",
                    folder.toString(),
                    "--duration",
                    "15",
                    "--latency",
                    "west=5",
                    "--release",
                    "2.8.2",
                    "--registry"));
    await().atMost(Duration.ofSeconds(120)).until(() -> Files.exists(config));

    Ran check = Ran.strait("config", "check", "--strict", "--config", config.toString());
    Ran plan = Ran.strait("migrate", "plan", "--config", config.toString());
    Ran status = Ran.strait("link", "status", "--config", config.toString());
    Ran second = Ran.strait("sandbox", "up", "--dir", folder.toString());
    String permissions =
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("credentials/east-app.properties")));
    String text = Files.readString(config);
    Ran ran = up.get();

    assertThat(check.err()).isEmpty();
    assertThat(check.code()).isZero();
    assertThat(plan.out()).contains("Wave first: east -> west", "Nothing has been changed.");
    assertThat(plan.code()).isZero();
    assertThat(status.out()).contains("east-west  lag 0 records");
    assertThat(second.code()).isEqualTo(2);
    assertThat(second.err()).contains("another sandbox runs in");
    assertThat(permissions).isEqualTo("rw-------");
    assertThat(ran.code()).isZero();
    assertThat(text).containsPattern("registry: \\{url: 'http://127.0.0.1:[0-9]+', type: apicurio");
    assertThat(ran.out()).containsPattern("registry +http://127.0.0.1:");
    assertThat(ran.out()).contains("Ready. Ctrl-C stops both clusters");
    assertThat(folder.resolve("data")).doesNotExist();
  }
}
