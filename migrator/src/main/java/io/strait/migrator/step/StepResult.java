package io.strait.migrator.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.cutover.CutoverEvent;
import java.util.List;
import java.util.Optional;

/** What a step's check of the clusters says. */
public sealed interface StepResult {
  /**
   * Done.
   *
   * @param evidence for the journal
   * @param event what follows for the state; empty if another step of the same state comes first
   */
  record Passed(ObjectNode evidence, Optional<CutoverEvent> event) implements StepResult {}

  /**
   * It will not become true by waiting.
   *
   * @param diverged whether the copy was found to differ from its source
   */
  record Failed(List<String> findings, boolean diverged) implements StepResult {
    /** Keeps a copy. */
    public Failed {
      findings = List.copyOf(findings);
    }
  }

  /** Not yet; ask again. */
  record Inconclusive(String reason) implements StepResult {}

  /** Not done; execute again, then ask again. */
  record Undone(String reason) implements StepResult {}

  /** Done, with what follows for the state. */
  static StepResult passed(ObjectNode evidence, CutoverEvent event) {
    return new Passed(evidence, Optional.of(event));
  }

  /** Done; another step of the same state follows. */
  static StepResult passed(ObjectNode evidence) {
    return new Passed(evidence, Optional.empty());
  }
}
