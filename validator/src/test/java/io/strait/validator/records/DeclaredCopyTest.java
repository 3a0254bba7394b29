package io.strait.validator.records;

import static io.strait.validator.records.Declarations.carrying;
import static io.strait.validator.records.Declarations.flipped;
import static io.strait.validator.records.Declarations.judge;
import static io.strait.validator.records.Declarations.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Expectation;
import io.strait.validator.contract.Obstacle;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.relation.AddedHeaders;
import io.strait.validator.relation.Chain;
import io.strait.validator.relation.FilterRule;
import io.strait.validator.relation.Filtered;
import io.strait.validator.relation.IdMap;
import io.strait.validator.relation.Inexpressible;
import io.strait.validator.relation.RewrittenIds;
import io.strait.validator.relation.TimesIgnored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each declaration, a copy that keeps to it, and one that does not. */
class DeclaredCopyTest {
  private static final int RECORDS = 300;

  private final MemoryLog source = MemoryLog.of(0, RECORDS);

  @Test
  void shouldPassWhenWhatIsFilteredOutIsNotThere() {
    MemoryLog target = edited(source, record -> record);
    target.content().removeIf(record -> record.offset() % 13 == 2);

    PartitionReport report = judge(source, target, withoutK2());

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.sourceRecords()).isEqualTo(target.content().size());
  }

  @Test
  void shouldFindForeignWhenAFilteredRecordIsThere() {
    MemoryLog target = edited(source, record -> record);
    target.content().removeIf(record -> record.offset() % 13 == 2 && record.offset() != 41);

    only(judge(source, target, withoutK2()), FindingCode.FOREIGN, 41);
  }

  @Test
  void shouldFindMissingWhenMoreThanTheFilterIsLeftOut() {
    MemoryLog target = edited(source, record -> record);
    target.content().removeIf(record -> record.offset() % 13 == 2 || record.offset() == 100);

    only(judge(source, target, withoutK2()), FindingCode.MISSING, 100);
  }

  @Test
  void shouldPassWhenTheDeclaredHeadersAreAdded() {
    MemoryLog target =
        edited(source, record -> with(with(record, "__mm2.x", "any"), "from", "east"));

    assertThat(judge(source, target, headers()).counts().byCode()).isEmpty();
  }

  @Test
  void shouldFindHeaderWhenADeclaredOneHasAWrongValue() {
    MemoryLog target = edited(source, r -> with(r, "from", r.offset() == 77 ? "west" : "east"));

    Finding finding = only(judge(source, target, headers()), FindingCode.HEADER, 77);
    assertThat(finding.evidence()).contains("headers differ");
  }

  @Test
  void shouldFindHeaderWhenAnotherOneIsAdded() {
    MemoryLog target = edited(source, r -> r.offset() == 9 ? with(r, "other", "1") : r);

    only(judge(source, target, headers()), FindingCode.HEADER, 9);
  }

  @Test
  void shouldCheckTheSourceOffsetWhenItIsAddedAsAHeader() {
    Expectation provenance = new AddedHeaders(List.of(new AddedHeaders.SourceOffset("at")));
    MemoryLog right = edited(source, r -> with(r, "at", "" + r.offset()));
    MemoryLog wrong = edited(source, r -> with(r, "at", "" + (r.offset() == 5 ? 6 : r.offset())));
    MemoryLog lacking = edited(source, r -> r.offset() == 8 ? r : with(r, "at", "" + r.offset()));

    assertThat(judge(source, right, provenance).counts().byCode()).isEmpty();
    only(judge(source, wrong, provenance), FindingCode.HEADER, 5);
    only(judge(source, lacking, provenance), FindingCode.HEADER, 8);
  }

  @Test
  void shouldPassWhenIdsAreRewrittenAsDeclared() {
    MemoryLog from = edited(source, r -> carrying(r, 1 + (int) (r.offset() % 2)));
    MemoryLog to = edited(source, r -> carrying(r, r.offset() % 2 == 0 ? 3 : 1));

    PartitionReport report = judge(from, to, ids(Map.of(1, 3, 2, 1)));

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.notes()).noneMatch(note -> note.contains("schema id"));
  }

  @Test
  void shouldFindCorruptWhenOneIdIsWrong() {
    MemoryLog from = edited(source, r -> carrying(r, 1));
    MemoryLog to = edited(source, r -> carrying(r, r.offset() == 30 ? 4 : 3));

    only(judge(from, to, ids(Map.of(1, 3, 2, 4))), FindingCode.CORRUPT, 30);
  }

  @Test
  void shouldFindCorruptWhenTheRestOfARecordDiffers() {
    MemoryLog from = edited(source, r -> carrying(r, 1));
    MemoryLog to =
        edited(source, r -> r.offset() == 63 ? flipped(carrying(r, 3), 9) : carrying(r, 3));

    only(judge(from, to, ids(Map.of(1, 3))), FindingCode.CORRUPT, 63);
  }

  @Test
  void shouldBeUnverifiableWhenNobodyKnowsAnId() {
    MemoryLog from = edited(source, r -> carrying(r, r.offset() == 90 ? 7 : 1));
    MemoryLog same = edited(source, r -> carrying(r, r.offset() == 90 ? 7 : 3));

    PartitionReport report = judge(from, same, ids(Map.of(1, 3)));

    Finding finding = only(report, FindingCode.UNVERIFIABLE, 90);
    assertThat(finding.evidence()).contains("schema id 7 of values");
    assertThat(report.proven().to()).isEqualTo(90);
  }

  @Test
  void shouldStillFindCorruptWhenManyIdsAreUnknown() {
    MemoryLog from = edited(source, r -> carrying(r, r.offset() % 2 == 0 ? 7 : 1));
    MemoryLog to =
        edited(
            source,
            r ->
                r.offset() == 201
                    ? flipped(carrying(r, 3), 8)
                    : carrying(r, r.offset() % 2 == 0 ? 9 : 3));

    PartitionReport report = judge(from, to, ids(Map.of(1, 3)));

    assertThat(report.counts().byCode())
        .isEqualTo(Map.of(FindingCode.CORRUPT, 1L, FindingCode.UNVERIFIABLE, 1L));
    assertThat(report.findings())
        .filteredOn(finding -> finding.code() == FindingCode.CORRUPT)
        .singleElement()
        .extracting(Finding::divergesAt)
        .isEqualTo(201L);
  }

  @Test
  void shouldLeaveBytesAloneThatOnlyLookLikeAnId() {
    IdMap lenient = new IdMap(Map.of(1, 3), Map.of(), Set.of(2), false);
    MemoryLog from = edited(source, r -> carrying(r, 42));

    assertThat(judge(from, from.copy(), new RewrittenIds(lenient, lenient)).counts().byCode())
        .isEmpty();
  }

  @Test
  void shouldTakeIdsForEqualWhenTheTargetHasASchemaTwice() {
    IdMap twice = new IdMap(Map.of(1, 3), Map.of(8, 3), Set.of(), false);
    MemoryLog from = edited(source, r -> carrying(r, 1));
    MemoryLog to = edited(source, r -> carrying(r, r.offset() % 2 == 0 ? 3 : 8));

    assertThat(judge(from, to, new RewrittenIds(twice, twice)).counts().byCode()).isEmpty();
  }

  @Test
  void shouldSayThatTimesAreNotJudgedAndStillFindTheRest() {
    MemoryLog target = edited(source, r -> stamped(r, 9_000_000 + r.offset()));
    MemoryLog faulty = edited(target, r -> r.offset() == 12 ? flipped(r, 0) : r);
    Expectation times = new TimesIgnored("the target topic stamps append time");

    PartitionReport report = judge(source, target, times);

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.notes()).anyMatch(note -> note.contains("stamps append time"));
    only(judge(source, faulty, times), FindingCode.CORRUPT, 12);
  }

  @Test
  void shouldExplainStampedTimesWhenNobodyDeclaredThem() {
    MemoryLog target = edited(source, r -> r.offset() < 100 ? r : stamped(r, 9_000_000));

    PartitionReport report = judge(source, target, Expectation.SAME);

    assertThat(report.counts().byCode()).isEmpty();
    assertThat(report.proven().to()).isEqualTo(RECORDS);
    assertThat(report.notes()).anyMatch(note -> note.contains("target offset 100"));
  }

  @Test
  void shouldStillFindATimestampWhenOthersWereStamped() {
    MemoryLog target =
        edited(
            source,
            r ->
                r.offset() == 50
                    ? r.at(r.timestamp() + 1)
                    : r.offset() < 290 ? r : stamped(r, 9_000_000));

    only(judge(source, target, Expectation.SAME), FindingCode.TIMESTAMP, 50);
  }

  @Test
  void shouldFindATimestampBehindManyThatWereStamped() {
    MemoryLog target =
        edited(
            source,
            r ->
                r.offset() < 200
                    ? stamped(r, 9_000_000)
                    : r.offset() == 250 ? r.at(r.timestamp() + 1) : r);

    PartitionReport report = judge(source, target, Expectation.SAME);
    only(report, FindingCode.TIMESTAMP, 250);
    assertThat(report.proven().to()).isEqualTo(250);
    only(Declarations.inOrder(source, target), FindingCode.TIMESTAMP, 250);
  }

  @Test
  void shouldFindATimestampBesideAnotherFaultWhenManyWereStamped() {
    MemoryLog target =
        edited(
            source,
            r ->
                r.offset() < 200
                    ? stamped(r, 9_000_000)
                    : r.offset() == 250 ? r.at(r.timestamp() + 1) : r);
    target.content().removeIf(record -> record.offset() == 220);

    assertThat(judge(source, target, Expectation.SAME).counts().byCode())
        .isEqualTo(Map.of(FindingCode.MISSING, 1L, FindingCode.TIMESTAMP, 1L));
  }

  @Test
  void shouldNotAccuseTheBrokerWhenManyProducersTimesDifferBeforeIt() {
    MemoryLog target =
        edited(
            source,
            r -> r.offset() < 15 ? r.at(r.timestamp() + 1) : stamped(r, 9_000_000 + r.offset()));

    PartitionReport report = judge(source, target, Expectation.SAME);

    assertThat(report.counts().byCode()).isEqualTo(Map.of(FindingCode.TIMESTAMP, 15L));
    assertThat(report.proven().isEmpty()).isTrue();
  }

  @Test
  void shouldDoAllDeclarationsInTheirOrder() {
    MemoryLog from = edited(source, r -> carrying(r, 1));
    MemoryLog to = edited(source, r -> with(carrying(r, 3), "__mm2.o", "x"));
    to.content().removeIf(record -> record.offset() % 13 == 2);
    Expectation all = Chain.of(List.of(withoutK2(), headers(), ids(Map.of(1, 3))));

    assertThat(judge(from, to, all).counts().byCode()).isEmpty();
    to.content().set(20, flipped(to.content().get(20), 10));
    only(judge(from, to, all), FindingCode.CORRUPT, to.content().get(20).offset());
  }

  @Test
  void shouldNotJudgeWhenADeclarationCannotBeExpressed() {
    Expectation transforms = new Inexpressible(Obstacle.unverifiable("goes through transforms"));
    Expectation reset =
        new Inexpressible(new Obstacle(FindingCode.RESET_SOURCE, "was created again"));

    PartitionReport unknown = judge(source, source.copy(), transforms);

    assertThat(unknown.counts().byCode()).isEqualTo(Map.of(FindingCode.UNVERIFIABLE, 1L));
    assertThat(unknown.findings().get(0).evidence()).isEqualTo("goes through transforms");
    assertThat(unknown.proven().isEmpty()).isTrue();
    assertThat(
            judge(source, source.copy(), Chain.of(List.of(withoutK2(), reset))).counts().byCode())
        .isEqualTo(Map.of(FindingCode.RESET_SOURCE, 1L));
  }

  private static Expectation withoutK2() {
    return new Filtered(
        List.of(
            new FilterRule(
                true,
                Optional.of(new FilterRule.KeyIs("k2")),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty())));
  }

  private static Expectation headers() {
    return new AddedHeaders(
        List.of(
            new AddedHeaders.Ignored(Pattern.compile("__mm2.*")),
            new AddedHeaders.Valued("from", Pattern.compile("east"))));
  }

  private static Expectation ids(Map<Integer, Integer> images) {
    return new RewrittenIds(IdMap.NO_IDS, IdMap.of(images));
  }

  private static LogRecord stamped(LogRecord record, long time) {
    return new LogRecord(
        record.offset(), time, record.key(), record.value(), record.headers(), true);
  }

  private static MemoryLog edited(MemoryLog log, UnaryOperator<LogRecord> edit) {
    MemoryLog copy = log.copy();
    copy.content().replaceAll(edit);
    return copy;
  }

  private static Finding only(PartitionReport report, FindingCode code, long at) {
    assertThat(report.counts().byCode()).isEqualTo(Map.of(code, 1L));
    List<Finding> findings = new ArrayList<>(report.findings());
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).code()).isEqualTo(code);
    assertThat(findings.get(0).divergesAt()).isEqualTo(at);
    return findings.get(0);
  }
}
