package io.strait.migrator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shape of the journal is frozen: what was written once must be read for ever. */
class JournalCodecTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123Z");

  @Test
  void shouldWriteExactlyTheFrozenBytes() throws Exception {
    assertThat(lines(chain()))
        .as("the shape changed: add a version, keep reading the old one")
        .isEqualTo(frozen());
  }

  @Test
  void shouldReadTheFrozenBytesBack() throws Exception {
    List<JournalEntry> read = JournalExport.verified(frozen(), "fixture");
    assertThat(lines(read)).isEqualTo(frozen());
    assertThat(read).extracting(JournalEntry::kind).containsExactly(EntryKind.values());
  }

  @Test
  void shouldSortKeysInsideTheEvidence() {
    Draft one = new Draft(EntryKind.NOTE, "READY", "", JournalCodec.data().put("b", 1).put("a", 2));
    Draft two = new Draft(EntryKind.NOTE, "READY", "", JournalCodec.data().put("a", 2).put("b", 1));
    assertThat(chained(one).hash()).isEqualTo(chained(two).hash());
  }

  @Test
  void shouldRefuseAnUnknownVersionKindOrField() {
    String line = line(chained(note()));
    assertRefused(line.replace("\"v\":1", "\"v\":2"), "version '2' is not known here");
    assertRefused(line.replace("\"NOTE\"", "\"POEM\""), "kind 'POEM' is not known here");
    assertRefused(line.replace("\"step\"", "\"stop\""), "fields are");
    assertRefused("[]", "not a JSON object");
    assertRefused("{", "not readable as JSON");
  }

  @Test
  void shouldFindATamperedEntryByItsHash() throws Exception {
    List<String> lines = new ArrayList<>(frozen());
    lines.set(2, lines.get(2).replace("\"accepted\":true", "\"accepted\":false"));
    assertThatThrownBy(() -> JournalExport.verified(lines, "fixture"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(
            "fixture: the chain is broken at entry 2: its content and hash differ");
  }

  @Test
  void shouldFindARemovedAndAReorderedEntry() throws Exception {
    List<String> removed = new ArrayList<>(frozen());
    removed.remove(3);
    assertThatThrownBy(() -> JournalExport.verified(removed, "fixture"))
        .hasMessageContaining("broken at entry 3: its index is 4");
    List<String> swapped = new ArrayList<>(frozen());
    swapped.add(1, swapped.remove(2));
    assertThatThrownBy(() -> JournalExport.verified(swapped, "fixture"))
        .hasMessageContaining("broken at entry 1");
  }

  @Test
  void shouldTakeTheLongerOfTwoCopiesAndRefuseAFork() {
    List<JournalEntry> chain = chain();
    assertThat(Chain.longer(chain, chain.subList(0, 3))).isSameAs(chain);
    assertThat(Chain.longer(List.of(), chain)).isSameAs(chain);
    JournalEntry other =
        JournalCodec.chained(
            new Draft(EntryKind.NOTE, "READY", "", JournalCodec.data().put("other", true)),
            "wave-1",
            1,
            1,
            AT,
            chain.get(0).hash());
    List<JournalEntry> fork = List.of(chain.get(0), other);
    assertThatThrownBy(() -> Chain.longer(chain, fork))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("contradict each other from entry 1");
  }

  private static void assertRefused(String line, String why) {
    assertThatThrownBy(
            () -> JournalCodec.decode(line.getBytes(StandardCharsets.UTF_8), "topic offset 7"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("topic offset 7")
        .hasMessageContaining(why);
  }

  /** One entry of each kind. */
  private static List<JournalEntry> chain() {
    List<JournalEntry> chain = new ArrayList<>();
    String prev = JournalEntry.GENESIS;
    for (EntryKind kind : EntryKind.values()) {
      var data = JournalCodec.data().put("accepted", true).put("offsets", 4_294_967_296L);
      data.putObject("frontier").put("flights-1", 2).put("flights-0", 1);
      data.putArray("findings").add("é\"\n");
      JournalEntry entry =
          JournalCodec.chained(
              new Draft(kind, "FENCING", "fence", data),
              "wave-1",
              chain.size(),
              1,
              AT.plusMillis(chain.size()),
              prev);
      chain.add(entry);
      prev = entry.hash();
    }
    return chain;
  }

  private static Draft note() {
    return new Draft(EntryKind.NOTE, "READY", "", JournalCodec.data());
  }

  private static JournalEntry chained(Draft draft) {
    return JournalCodec.chained(draft, "wave-1", 0, 1, AT, JournalEntry.GENESIS);
  }

  private static List<String> lines(List<JournalEntry> entries) {
    return entries.stream().map(JournalCodecTest::line).toList();
  }

  private static String line(JournalEntry entry) {
    return new String(JournalCodec.encode(entry), StandardCharsets.UTF_8);
  }

  private static List<String> frozen() throws IOException {
    try (InputStream in = JournalCodecTest.class.getResourceAsStream("/journal/v1.ndjson")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
