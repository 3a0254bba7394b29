package io.strait.migrator.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The diagram that operators read is the table that the machine obeys. */
class StateDiagramTest {
  private static final Path DOCUMENT = Path.of("..", "runbooks", "state-machine.md");

  @Test
  void shouldFindTheGeneratedDiagramInTheRunbooks() throws Exception {
    String generated = "```mermaid\n" + PermittedEdges.mermaid() + "```\n";
    assertThat(Files.readString(DOCUMENT))
        .as("replace the diagram in runbooks/state-machine.md by:%n%s", generated)
        .contains(generated);
  }
}
