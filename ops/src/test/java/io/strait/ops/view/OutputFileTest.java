package io.strait.ops.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir private Path folder;

  @Test
  void shouldAcceptANewAndAnExistingFile() throws IOException {
    Path there = Files.writeString(folder.resolve("there"), "old");

    assertThat(OutputFile.fault("--out", folder.resolve("new"))).isEmpty();
    assertThat(OutputFile.fault("--out", there)).isEmpty();
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void shouldRefuseAFolder() {
    assertThat(OutputFile.fault("--out", folder))
        .contains("--out " + folder + ": is a folder; name a file in it");
  }

  @Test
  void shouldRefuseAFileInAFolderThatDoesNotExist() {
    assertThat(OutputFile.fault("--out", folder.resolve("no").resolve("file")))
        .hasValueSatisfying(fault -> assertThat(fault).contains("must exist and be writable"));
  }

  @Test
  void shouldRefuseAnExistingFileThatCannotBeWritten() throws IOException {
    Path locked = Files.writeString(folder.resolve("locked"), "x");
    Assumptions.assumeTrue(locked.toFile().setReadOnly() && !Files.isWritable(locked));

    assertThat(OutputFile.fault("--out", locked))
        .hasValueSatisfying(fault -> assertThat(fault).contains("may not write it"));
  }
}
