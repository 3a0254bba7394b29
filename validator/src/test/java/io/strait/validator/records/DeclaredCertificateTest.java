package io.strait.validator.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.certificate.CertificateCheck;
import io.strait.validator.certificate.CertificateException;
import io.strait.validator.certificate.CertifiedPartition;
import io.strait.validator.certificate.Issuance;
import io.strait.validator.certificate.PartitionStanding.State;
import io.strait.validator.certificate.Sizing;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Tally;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Expectation;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.keyed.Cleaners;
import io.strait.validator.relation.AddedHeaders;
import io.strait.validator.relation.FilterRule;
import io.strait.validator.relation.Filtered;
import io.strait.validator.relation.IdMap;
import io.strait.validator.relation.RewrittenIds;
import io.strait.validator.relation.TimesIgnored;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Either cluster is checked alone, also where the copy is declared to differ from its source. */
class DeclaredCertificateTest {
  private static final int RECORDS = 300;
  private static final Contract IN_ORDER = Contract.PLAIN.with(OffsetClaim.IN_ORDER);

  private final MemoryLog source = MemoryLog.of(0, RECORDS);

  @Test
  void shouldHoldOnEitherSideAloneWhenHeadersAreAdded() {
    Expectation declared =
        new AddedHeaders(List.of(new AddedHeaders.Ignored(Pattern.compile("from"))));
    MemoryLog target = mapped(DeclaredCertificateTest::withOrigin);
    CertifiedPartition one = certified(Contract.PLAIN.with(declared), target);

    bothHold(one, target);
    LogRecord was = target.content().get(77);
    target.content().set(77, was.with(List.of(new HeaderField("from", new byte[] {9}))));
    assertThat(check(one, false, target)).isEqualTo(State.DIFFERENT);
    assertThat(check(one, true, source)).isEqualTo(State.HOLDS);
  }

  @Test
  void shouldHoldOnEitherSideAloneWhenSchemaIdsAreRewritten() {
    source.rewrite(source.content().stream().map(record -> withId(record, 3)).toList());
    MemoryLog target = mapped(record -> withId(record, 8));
    IdMap ids = IdMap.of(Map.of(3, 8));
    Contract contract = Contract.PLAIN.with(new RewrittenIds(IdMap.NO_IDS, ids));
    CertifiedPartition one = certified(contract, target);

    bothHold(one, target);
    target.content().set(5, withId(target.content().get(5), 9));
    assertThat(check(one, false, target)).isEqualTo(State.DIFFERENT);
  }

  @Test
  void shouldHoldOnEitherSideAloneWhenRecordsAreFilteredAndTimesAreStamped() {
    FilterRule rule =
        new FilterRule(
            true,
            Optional.of(new FilterRule.KeyIs("k4")),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    for (Expectation declared :
        List.of(new Filtered(List.of(rule)), new TimesIgnored("the topic stamps"))) {
      MemoryLog target = MemoryLog.of(0, 0);
      source.content().stream()
          .flatMap(record -> declared.expected(record).stream())
          .forEach(record -> target.append(record.timestamp() == 0 ? record.at(99) : record));
      CertifiedPartition one = certified(IN_ORDER.with(declared), target);

      bothHold(one, target);
      LogRecord was = target.content().get(40);
      target.content().set(40, was.at(was.timestamp() + 1));
      assertThat(check(one, false, target)).isEqualTo(State.DIFFERENT);
    }
  }

  @Test
  void shouldCertifyStampedTimesThatNobodyDeclaredAndNoOthers() {
    MemoryLog target = MemoryLog.of(0, 0);
    for (LogRecord record : source.content()) {
      target.append(
          new LogRecord(0, 5_000_000, record.key(), record.value(), record.headers(), true));
    }
    bothHold(certified(Contract.PLAIN, target), target);
    LogRecord was = target.content().get(9);
    target
        .content()
        .set(9, new LogRecord(9, 5_000_000, was.key(), was.value(), was.headers(), false));
    assertThatThrownBy(() -> certified(Contract.PLAIN, target))
        .isInstanceOf(CertificateException.class);
  }

  @Test
  void shouldRefuseWhenTheTargetWasChangedBetweenProofAndDigest() {
    MemoryLog target = source.copy();
    LogRecord was = target.content().get(200);
    target.content().set(200, was.with(was.key(), new byte[] {1}));

    assertThatThrownBy(() -> certified(Contract.PLAIN, target))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("no longer as it was proved");
  }

  @Test
  void shouldSayWhatIsLeftWhenRetentionRunsBeforeAndWhileItIsRead() {
    CertifiedPartition one = certified(Contract.PLAIN, source.copy());
    MemoryLog log = source.copy();
    log.deleteTo(100);
    log.deleteDuringRead(50, 160);

    var standing = new CertificateCheck(one, false, log, false).run();

    assertThat(standing.state()).isEqualTo(State.INCONCLUSIVE);
    assertThat(standing.covered().from()).isBetween(160L, 166L);
    assertThat(standing.covered().to()).isEqualTo(RECORDS);
    assertThat(standing.why()).contains("starts at 160").contains("what is left is as certified");
    log.deleteTo(RECORDS);
    assertThat(new CertificateCheck(one, false, log, false).run().why())
        .contains("nothing is left");
  }

  private void bothHold(CertifiedPartition one, MemoryLog target) {
    assertThat(check(one, true, source)).isEqualTo(State.HOLDS);
    assertThat(check(one, false, target)).isEqualTo(State.HOLDS);
  }

  private static State check(CertifiedPartition one, boolean source, MemoryLog log) {
    return new CertificateCheck(one, source, log, false).run().state();
  }

  private CertifiedPartition certified(Contract contract, MemoryLog target) {
    OffsetRange all = new OffsetRange(0, RECORDS);
    PartitionReport proved =
        new PartitionReport(
            KeyedWorld.one(source, target, OffsetClaim.EQUAL).subject().topic(),
            0,
            all,
            all,
            new Tally(RECORDS, RECORDS, 0, 0),
            FindingCounts.NONE,
            List.of());
    return new Issuance(
            Summary.of(List.of(proved), List.of(), Instant.EPOCH, Duration.ZERO),
            List.of(),
            "eve",
            77)
        .certified(
            proved,
            contract,
            new Cleaners(false, false),
            Sizing.of(1),
            new Issuance.TopicIds("from", "to"),
            RECORDS,
            source,
            target);
  }

  private MemoryLog mapped(UnaryOperator<LogRecord> change) {
    return MemoryLog.of(0, 0).rewrite(source.content().stream().map(change).toList());
  }

  private static LogRecord withOrigin(LogRecord record) {
    List<HeaderField> headers = new ArrayList<>(record.headers());
    headers.add(new HeaderField("from", MemoryLog.bytes("east")));
    return record.with(headers);
  }

  private static LogRecord withId(LogRecord record, int id) {
    byte[] value =
        ByteBuffer.allocate(9).put((byte) 0).putInt(id).putInt((int) record.timestamp()).array();
    return record.with(record.key(), value);
  }
}
