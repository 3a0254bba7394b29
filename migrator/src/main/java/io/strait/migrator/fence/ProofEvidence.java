package io.strait.migrator.fence;

import io.strait.migrator.fence.acl.BrokerSight;
import java.util.List;

/**
 * What the proof of a fence rests on; to be journaled with the frontier.
 *
 * @param brokers what each live broker showed of the DENYs
 * @param suspects node ids that did not show them and lead no fenced partition, according to at
 *     least two brokers that do
 * @param openAtFence the transactions that were open when the fence stood
 * @param fencedTransactions the transactional ids that had to be fenced to end theirs
 * @param equalReadings how many equal readings of log ends and producer states were taken in a row
 * @param unchangedMillis for how long the readings were equal
 * @param startedAtMillis epoch milliseconds at which the proof began
 * @param provenAtMillis epoch milliseconds at which it held
 * @param knownLimits what no fence can prove, in words for the report
 */
public record ProofEvidence(
    List<BrokerSight> brokers,
    List<Integer> suspects,
    List<String> openAtFence,
    List<String> fencedTransactions,
    int equalReadings,
    long unchangedMillis,
    long startedAtMillis,
    long provenAtMillis,
    List<String> knownLimits) {

  /** Copies the lists. */
  public ProofEvidence {
    brokers = List.copyOf(brokers);
    suspects = List.copyOf(suspects);
    openAtFence = List.copyOf(openAtFence);
    fencedTransactions = List.copyOf(fencedTransactions);
    knownLimits = List.copyOf(knownLimits);
  }
}
