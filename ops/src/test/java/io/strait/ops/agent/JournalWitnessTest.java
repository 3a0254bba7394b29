package io.strait.ops.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.journal.Draft;
import io.strait.migrator.journal.EntryKind;
import io.strait.migrator.journal.JournalCodec;
import io.strait.migrator.journal.JournalEntry;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.certificate.Certificate;
import io.strait.validator.certificate.CertifiedLog;
import io.strait.validator.certificate.CertifiedPartition;
import io.strait.validator.certificate.CertifiedPartition.Relation;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a wave's journal says of the certificate that was issued from it. */
class JournalWitnessTest {
  private final List<JournalEntry> journal = new ArrayList<>();

  @Test
  void shouldAgreeWhenTheJournalHasOnlyGrownSince() {
    switched(7);
    Certificate certificate = certificate(7);
    assertThat(JournalWitness.compared(certificate, journal).contradicts()).isFalse();

    add(EntryKind.STATE, "SOAKING", "", JournalCodec.data());
    add(EntryKind.STATE, "REVERSING.SWITCHED", "", JournalCodec.data());
    JournalWitness.Word later = JournalWitness.compared(certificate, journal);
    assertThat(later.contradicts()).isFalse();
    assertThat(later.text()).contains("says the same");
    assertThat(WaveEvidence.of(journal)).isEmpty();
  }

  @Test
  void shouldContradictWhenFrontierFenceOrHeadAreOthers() {
    switched(7);
    assertThat(JournalWitness.compared(certificate(8), journal).contradicts()).isTrue();
    Certificate certificate = certificate(7);
    certificate.fence().put("proved_at", "2026-01-01T00:00:09Z");
    assertThat(JournalWitness.compared(certificate, journal).contradicts()).isTrue();
    Certificate other = certificate(7);
    other.journal().put("head", "ab");
    assertThat(JournalWitness.compared(other, journal).contradicts()).isTrue();
  }

  @Test
  void shouldSayThatItKnowsNothingWhenEntriesLack() {
    switched(7);
    JournalWitness.Word word =
        JournalWitness.compared(certificate(7), journal.subList(0, journal.size() - 1));
    assertThat(word.contradicts()).isFalse();
    assertThat(word.text()).contains("not compared").contains("2 of 3");
  }

  @Test
  void shouldTakeTheFenceOfTheLastSwitchAndNoEarlierOne() {
    switched(7);
    add(EntryKind.STATE, "REVERSING.SWITCHED", "", JournalCodec.data());
    switched(9);
    WaveEvidence evidence = WaveEvidence.of(journal).orElseThrow();
    assertThat(evidence.frontier().ends().values()).containsExactly(9L);
    assertThat(evidence.fence().path("proof").path("brokers").asLong()).isEqualTo(9);
    assertThat(evidence.journal().path("head").asText())
        .isEqualTo(journal.get(journal.size() - 1).hash());
  }

  private void switched(long frontier) {
    ObjectNode denied = JournalCodec.data();
    denied.putObject("raises_writes").put("cluster", "east");
    add(EntryKind.INTENT, "FENCING", "fence", denied);
    ObjectNode passed = JournalCodec.data().put("result", "passed");
    passed.putObject("evidence").putObject("proof").put("brokers", frontier);
    add(EntryKind.OUTCOME, "FENCING", "fence", passed);
    ObjectNode sealed = JournalCodec.data();
    sealed.putObject("evidence").putObject("frontier").put("flights-0", frontier);
    add(EntryKind.STATE, "SWITCHED", "", sealed);
  }

  private void add(EntryKind kind, String state, String step, ObjectNode data) {
    String before =
        journal.isEmpty() ? JournalEntry.GENESIS : journal.get(journal.size() - 1).hash();
    Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(journal.size());
    Draft draft = new Draft(kind, state, step, data);
    journal.add(JournalCodec.chained(draft, "first", journal.size(), 1, at, before));
  }

  private Certificate certificate(long frontier) {
    WaveEvidence evidence = WaveEvidence.of(journal).orElseThrow();
    CertifiedLog log =
        new CertifiedLog("id", new OffsetRange(0, 0), Digest.EMPTY, List.of(), Optional.empty());
    CertifiedPartition one =
        new CertifiedPartition(
            TopicMapping.same("flights"),
            0,
            frontier,
            OffsetClaim.EQUAL,
            "",
            Relation.RECORDS,
            1,
            Digest.EMPTY,
            log,
            log);
    return new Certificate(
        "strait",
        "wave first",
        "l",
        new Certificate.Side("east", "E"),
        new Certificate.Side("west", "W"),
        Instant.EPOCH,
        Optional.empty(),
        List.of(one),
        List.of(),
        List.of(),
        evidence.fence().deepCopy(),
        evidence.journal().deepCopy());
  }
}
