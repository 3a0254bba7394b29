package io.strait.ops.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.journal.EntryKind;
import io.strait.migrator.journal.JournalCodec;
import io.strait.migrator.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WaveEvidenceTest {
  private final List<JournalEntry> entries = new ArrayList<>();

  @Test
  void shouldTakeTheLastSwitchAndItsFenceWhenThereWereSeveral() {
    fence("FENCING", "User:old");
    state("SWITCHED", 10);
    state("REVERSING.SWITCHED", 12);
    fence("FENCING", "User:app");
    state("SWITCHED", 17);
    state("SOAKING", 0);

    WaveEvidence evidence = WaveEvidence.of(entries).orElseThrow();

    assertThat(evidence.frontier().ends()).containsEntry(new TopicPartition("flights", 0), 17L);
    assertThat(evidence.fence().toString()).contains("User:app").doesNotContain("User:old");
    assertThat(evidence.fence().path("proof").path("brokers").asInt()).isEqualTo(3);
    assertThat(evidence.journal().path("entries").asInt()).isEqualTo(entries.size());
    assertThat(evidence.journal().path("head").asText()).isEqualTo("hash" + (entries.size() - 1));
    assertThat(evidence.journal().path("switched_hash").asText()).isEqualTo("hash6");
  }

  @Test
  void shouldBeEmptyWhenNothingIsSealedNow() {
    assertThat(WaveEvidence.of(entries)).isEmpty();
    state("MIRRORING", 0);
    assertThat(WaveEvidence.of(entries)).isEmpty();
    state("SWITCHED", 10);
    state("REVERSING.SWITCHED", 12);
    assertThat(WaveEvidence.of(entries)).isEmpty();
  }

  private void fence(String state, String principal) {
    ObjectNode denied = JournalCodec.data();
    denied.putObject("raises_writes").put("principal", principal);
    add(EntryKind.INTENT, state, "fence", denied);
    ObjectNode proved = JournalCodec.data().put("result", "passed");
    proved.putObject("evidence").putObject("proof").put("brokers", 3);
    add(EntryKind.OUTCOME, state, "fence", proved);
  }

  private void state(String state, long end) {
    ObjectNode data = JournalCodec.data().put("event", "any");
    data.putObject("evidence").putObject("frontier").put("flights-0", end);
    add(EntryKind.STATE, state, "", data);
  }

  private void add(EntryKind kind, String state, String step, ObjectNode data) {
    int index = entries.size();
    entries.add(
        new JournalEntry(
            1,
            "first",
            index,
            1,
            Instant.EPOCH.plusSeconds(index),
            kind,
            state,
            step,
            data,
            "hash" + (index - 1),
            "hash" + index));
  }
}
