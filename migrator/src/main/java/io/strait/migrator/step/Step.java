package io.strait.migrator.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.cutover.StateName;
import io.strait.migrator.journal.JournalCodec;
import java.util.Optional;

/**
 * One act of a migration. Idempotent: plan, execute and verify may be called any number of times,
 * by any number of runners one after the other.
 *
 * <p>Execute may throw {@link io.strait.replicator.cluster.ClusterException}: the outcome is then
 * unknown and the runner executes again.
 */
public interface Step {
  /** Stable name, part of the journal. */
  String name();

  /** The state in which it runs. */
  StateName in();

  /** One sentence for plans and documents. */
  String does();

  /** What will be changed, as it will be journaled with the intent; changes nothing. */
  default ObjectNode plan(StepContext context) {
    return JournalCodec.data();
  }

  /** Acts. Its plan is in the journal, and so among the context's facts. */
  void execute(StepContext context);

  /** Asks the clusters whether it is done. */
  StepResult verify(StepContext context);

  /** The step that takes this one back before the decision; empty if nothing needs to be. */
  default Optional<Step> compensation() {
    return Optional.empty();
  }
}
