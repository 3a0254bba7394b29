package io.strait.migrator.fence;

import java.util.List;

/** Whether nobody writes to the fenced topics any more. */
public sealed interface ProofOutcome {
  /**
   * Nobody does, up to the known limits in the evidence.
   *
   * @param frontier the sealed end of each partition
   * @param evidence what the proof rests on
   */
  record Proven(Frontier frontier, ProofEvidence evidence) implements ProofOutcome {}

  /**
   * It could not be shown within the budget. The fence still stands: prove again or lift it.
   *
   * @param stage which part of the recipe failed
   * @param reason what was seen instead
   * @param suspects brokers, partitions, producers or transactions behind it
   */
  record NotProven(Stage stage, String reason, List<String> suspects) implements ProofOutcome {
    /** Copies the list. */
    public NotProven {
      suspects = List.copyOf(suspects);
    }
  }

  /** The parts of the recipe, in order. */
  enum Stage {
    /** Every broker that leads a partition shows the DENYs. */
    BROKERS_SHOW_FENCE,
    /** No transaction is open on the topics. */
    TRANSACTIONS_ENDED,
    /** Log ends, producer states and leader epochs stand still. */
    LOG_ENDS_STILL
  }
}
