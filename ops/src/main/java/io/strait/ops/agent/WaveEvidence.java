package io.strait.ops.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.journal.EntryKind;
import io.strait.migrator.journal.JournalCodec;
import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.step.Evidence;
import java.util.List;
import java.util.Optional;

/**
 * What a wave's journal says about its last switch to the target. Pure.
 *
 * @param frontier the sealed ends, by the names of the source
 * @param fence who was fenced, which brokers showed it and when
 * @param journal number of entries and the hash of the last one
 */
public record WaveEvidence(Frontier frontier, ObjectNode fence, ObjectNode journal) {
  private static final String REVERSING = "REVERSING.";
  private static final String SWITCHED = "SWITCHED";
  private static final String FENCE = "fence";

  /** Reads it; empty when the target does not have the authority, so that nothing is sealed. */
  public static Optional<WaveEvidence> of(List<JournalEntry> entries) {
    int switched = -1;
    for (int i = 0; i < entries.size(); i++) {
      JournalEntry entry = entries.get(i);
      if (entry.kind() == EntryKind.STATE && entry.state().endsWith(SWITCHED)) {
        switched = entry.state().startsWith(REVERSING) ? -1 : i;
      }
    }
    if (switched < 0) {
      return Optional.empty();
    }
    List<JournalEntry> before = entries.subList(0, switched + 1);
    JsonNode sealed = entries.get(switched).data().path("evidence").path("frontier");
    JournalEntry last = entries.get(entries.size() - 1);
    ObjectNode journal =
        JournalCodec.data()
            .put("wave", last.migration())
            .put("entries", entries.size())
            .put("head", last.hash())
            .put("switched_entry", entries.get(switched).index())
            .put("switched_hash", entries.get(switched).hash());
    return Optional.of(new WaveEvidence(Evidence.frontier(sealed), fence(before), journal));
  }

  /** The last time before the switch that the source was fenced and that this was proved. */
  private static ObjectNode fence(List<JournalEntry> entries) {
    ObjectNode fence = JournalCodec.data();
    for (JournalEntry entry : entries) {
      boolean ours = entry.step().equals(FENCE) && !entry.state().startsWith(REVERSING);
      if (ours && entry.kind() == EntryKind.INTENT) {
        fence.removeAll();
        fence.put("intended_at", entry.at().toString());
        fence.set("denied", entry.data().path(Evidence.RAISES_WRITES));
      } else if (ours
          && entry.kind() == EntryKind.OUTCOME
          && entry.data().path("result").asText().equals("passed")) {
        fence.put("proved_at", entry.at().toString());
        fence.set("proof", entry.data().path("evidence").path("proof"));
      }
    }
    return fence;
  }
}
