package io.strait.migrator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What one cluster's copy may look like after crashes, and what it may not. */
class JournalCopyTest {
  private static final String WHERE = "strait.journal on west";
  private final List<JournalEntry> chain = chain(5);

  @Test
  void shouldTakeOnlyTheEntriesOfItsMigration() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(records(chain));
    records.add(1, record(99, "other", "not ours".getBytes(StandardCharsets.UTF_8)));
    assertThat(JournalCopy.assembled(records, "wave-1", WHERE).entries()).isEqualTo(chain);
  }

  @Test
  void shouldCountRepeatedAndLateEntriesOnce() {
    List<JournalEntry> written = new ArrayList<>(chain);
    written.add(chain.get(2));
    written.add(0, chain.get(4));
    assertThat(JournalCopy.assembled(records(written), "wave-1", WHERE).entries()).isEqualTo(chain);
  }

  @Test
  void shouldRefuseTwoDifferentEntriesOfOneIndex() {
    List<JournalEntry> written = new ArrayList<>(chain);
    written.add(entry(4, 9, chain.get(3).hash()));
    assertThatThrownBy(() -> JournalCopy.assembled(records(written), "wave-1", WHERE))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("a second, different entry with index 4");
  }

  @Test
  void shouldAcceptAGapOnlyIfTheOtherCopyFillsIt() {
    List<JournalEntry> gap = new ArrayList<>(chain);
    gap.remove(2);
    JournalCopy whole = JournalCopy.assembled(records(chain), "wave-1", WHERE);
    JournalCopy holed = JournalCopy.assembled(records(gap), "wave-1", WHERE);
    assertThat(JournalCopy.reconciled(whole, holed)).isEqualTo(chain);
    JournalCopy empty = new JournalCopy(WHERE, List.of(), List.of());
    assertThatThrownBy(() -> JournalCopy.reconciled(holed, empty))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("entry 2 is missing but entry 3 is there");
  }

  @Test
  void shouldRefuseADeletedValue() {
    assertThatThrownBy(
            () -> JournalCopy.assembled(List.of(record(0, "wave-1", null)), "wave-1", WHERE))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("offset 0");
  }

  static List<JournalEntry> chain(int length) {
    List<JournalEntry> chain = new ArrayList<>();
    String prev = JournalEntry.GENESIS;
    for (int i = 0; i < length; i++) {
      chain.add(entry(i, i, prev));
      prev = chain.get(i).hash();
    }
    return chain;
  }

  private static JournalEntry entry(long index, int note, String prev) {
    return JournalCodec.chained(
        new Draft(EntryKind.NOTE, "READY", "", JournalCodec.data().put("note", note)),
        "wave-1",
        index,
        1,
        Instant.EPOCH,
        prev);
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(List<JournalEntry> entries) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (JournalEntry entry : entries) {
      records.add(record(records.size(), "wave-1", JournalCodec.encode(entry)));
    }
    return records;
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, String key, byte[] value) {
    return new ConsumerRecord<>(
        JournalCopy.TOPIC, 0, offset, key.getBytes(StandardCharsets.UTF_8), value);
  }
}
