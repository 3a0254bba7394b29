package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.validator.certificate.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where private keys are taken from, and that nothing of them is ever shown. */
class KeyReferenceTest {
  private static final SigningKey KEY = SigningKey.generate();

  @TempDir private Path folder;

  @Test
  void shouldReadAKeyWhenItsFileOrVariableIsNamed() throws Exception {
    Path file = file("rw-------");
    assertThat(KeyReference.read(file.toString(), Map.of()).fingerprint())
        .isEqualTo(KEY.fingerprint());
    assertThat(KeyReference.read("${file:" + file + "}", Map.of()).fingerprint())
        .isEqualTo(KEY.fingerprint());
    assertThat(KeyReference.read("${env:K}", Map.of("K", KEY.privateText())).fingerprint())
        .isEqualTo(KEY.fingerprint());
  }

  @Test
  void shouldRefuseWhenOtherUsersMayReadTheFile() throws Exception {
    for (String mode : new String[] {"rw-r--r--", "rw-----w-", "rw-rw----"}) {
      Path file = file(mode);
      assertThatThrownBy(() -> KeyReference.read(file.toString(), Map.of()))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("chmod 600");
    }
    assertThat(KeyReference.read(file("r--r-----").toString(), Map.of()).fingerprint())
        .isEqualTo(KEY.fingerprint());
  }

  @Test
  void shouldShowNothingOfAKeyWhenItIsGivenItself() {
    String secret = KEY.privateText().lines().skip(1).findFirst().orElseThrow();
    String broken = KEY.privateText().replace("-----END PRIVATE KEY-----", "");

    assertThatThrownBy(() -> KeyReference.read(KEY.privateText(), Map.of()))
        .hasMessageContaining("instead of its place")
        .satisfies(e -> assertThat(e.toString()).doesNotContain(secret));
    assertThatThrownBy(() -> KeyReference.read("${env:K}", Map.of("K", broken)))
        .isInstanceOf(CommandFailure.class)
        .satisfies(e -> assertThat(e.toString()).doesNotContain(secret));
    assertThatThrownBy(() -> KeyReference.read("${env:K}", Map.of()))
        .hasMessageContaining("K, which is not set");
  }

  private Path file(String mode) throws Exception {
    Path file = Files.createTempFile(folder, "signing", ".key");
    Files.writeString(file, KEY.privateText());
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
