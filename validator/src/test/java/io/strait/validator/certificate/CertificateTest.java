package io.strait.validator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.certificate.PartitionStanding.State;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.FindingCounts;
import io.strait.validator.check.MappedOffsets;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.check.Tally;
import io.strait.validator.check.Verdict;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.keyed.Cleaners;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import io.strait.validator.records.ScanReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a certificate says, how it is signed, and what reading one side again makes of it. */
class CertificateTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TopicMapping TOPIC = new TopicMapping("flights", "eu.flights");
  private static final SigningKey KEY = SigningKey.generate();
  private static final OffsetClaim MAP =
      new OffsetClaim.Related(
          new MappedOffsets(
              List.of(
                  new MappedOffsets.Piece(100, 0, 400),
                  new MappedOffsets.Piece(510, 400, Long.MAX_VALUE))),
          "mapped");

  private final List<LogRecord> east = log(100, 400, 510, 600);
  private final List<LogRecord> west = dense(east);

  @Test
  void shouldReadBackWhatItSignedWhenTheKeyIsTheSame() {
    Certificate certificate = certificate(MAP);
    CertificateFile file = CertificateFile.read(CertificateFile.signed(certificate, KEY));

    file.verify(SigningKey.publicKey(KEY.publicText()));

    assertThat(file.certificate()).isEqualTo(certificate);
    assertThat(file.keyFingerprint()).isEqualTo(KEY.fingerprint());
    SigningKey again = SigningKey.read(KEY.privateText());
    assertThat(again.fingerprint()).isEqualTo(KEY.fingerprint());
    assertThat(CertificateFile.signed(certificate, again))
        .isEqualTo(CertificateFile.signed(certificate, KEY));
  }

  @Test
  void shouldNotHoldWhenAnyFieldIsChanged() throws Exception {
    JsonNode signed = JSON.readTree(CertificateFile.signed(certificate(MAP), KEY));
    List<String> survivors = new ArrayList<>();
    int changed = 0;
    for (String pointer : leaves(signed.get("certificate"), "/certificate")) {
      JsonNode copy = signed.deepCopy();
      tamper(copy, pointer);
      changed++;
      if (verifies(copy.toString(), KEY)) {
        survivors.add(pointer);
      }
    }
    assertThat(changed).isGreaterThan(60);
    assertThat(survivors).isEmpty();
  }

  @Test
  void shouldHoldWhenOnlyBlanksAndTheOrderOfFieldsDiffer() throws Exception {
    JsonNode signed = JSON.readTree(CertificateFile.signed(certificate(MAP), KEY));
    ObjectNode turned = JSON.createObjectNode();
    turned.set("signature", signed.get("signature"));
    List<String> names = new ArrayList<>();
    signed.get("certificate").fieldNames().forEachRemaining(names::add);
    ObjectNode body = turned.putObject("certificate");
    for (int i = names.size() - 1; i >= 0; i--) {
      body.set(names.get(i), signed.get("certificate").get(names.get(i)));
    }
    assertThat(verifies(turned.toString(), KEY)).isTrue();
  }

  @Test
  void shouldTellForgeriesFromFilesThatAreNoneWhenTheyAreRefused() throws Exception {
    String text = CertificateFile.signed(certificate(MAP), KEY);
    SigningKey other = SigningKey.generate();

    assertThatThrownBy(
            () -> CertificateFile.read(text).verify(SigningKey.publicKey(other.publicText())))
        .isInstanceOfSatisfying(CertificateException.class, e -> assertThat(e.isForged()).isTrue())
        .hasMessageContaining(KEY.fingerprint())
        .hasMessageContaining(other.fingerprint());
    for (String broken :
        List.of(
            text.substring(0, text.length() / 2),
            text + "{}",
            "",
            "{}",
            "not json",
            text.replace("\"version\" : 2", "\"version\" : 1"),
            text.replace("\"version\" : 2", "\"version\" : 3"),
            text.replace("\"version\" : 2", "\"version\" : 2, \"version\" : 2"),
            text.replace("Ed25519", "none"))) {
      assertThatThrownBy(() -> CertificateFile.read(broken))
          .isInstanceOfSatisfying(
              CertificateException.class, e -> assertThat(e.isForged()).isFalse());
    }
    assertThatThrownBy(() -> SigningKey.read(KEY.publicText()))
        .isInstanceOf(CertificateException.class);
    String mixed =
        KEY.privateText().substring(0, KEY.privateText().indexOf("-----BEGIN PUBLIC"))
            + other.publicText();
    assertThatThrownBy(() -> SigningKey.read(mixed)).hasMessageContaining("do not belong together");
  }

  @Test
  void shouldRefuseWindowsThatDoNotAddUpWhenTheIssuerSignedThem() {
    Certificate whole = certificate(MAP);
    CertifiedPartition one = whole.partitions().get(0);
    CertifiedPartition less =
        new CertifiedPartition(
            one.topic(),
            one.partition(),
            one.frontier(),
            one.claim(),
            one.expectation(),
            one.relation(),
            one.seed(),
            one.copy(),
            one.source(),
            new CertifiedLog(
                one.target().topicId(),
                one.target().range(),
                one.target().digest(),
                one.target().windows().subList(1, one.target().windows().size()),
                Optional.empty()));
    String text = CertificateFile.signed(with(whole, List.of(less)), KEY);
    assertThatThrownBy(() -> CertificateFile.read(text).certificate())
        .hasMessageContaining("do not add up");
  }

  @Test
  void shouldStillHoldOnEitherSideWhenNothingChanged() {
    for (OffsetClaim claim : List.of(MAP, OffsetClaim.IN_ORDER)) {
      CertifiedPartition one = certificate(claim).partitions().get(0);
      assertThat(one.source().windows()).hasSizeBetween(2, CertifiedLog.MOST_WINDOWS);
      assertThat(check(one, true, east).state()).as(claim.word()).isEqualTo(State.HOLDS);
      assertThat(check(one, false, west).state()).as(claim.word()).isEqualTo(State.HOLDS);
    }
  }

  @Test
  void shouldSayWhereWhenARecordWasChangedLater() {
    for (OffsetClaim claim : List.of(MAP, OffsetClaim.IN_ORDER)) {
      CertifiedPartition one = certificate(claim).partitions().get(0);
      List<LogRecord> changed = new ArrayList<>(west);
      LogRecord was = changed.get(777);
      changed.set(
          777,
          new LogRecord(was.offset(), was.timestamp(), was.key(), new byte[] {1}, was.headers()));

      PartitionStanding standing = check(one, false, changed);

      assertThat(standing.state()).isEqualTo(State.DIFFERENT);
      OffsetRange place = standing.first().orElseThrow();
      long offset = east.get(777).offset();
      assertThat(place.from()).isLessThanOrEqualTo(offset);
      assertThat(place.to()).isGreaterThan(offset);
      assertThat(place.size()).isLessThan(30);
      assertThat(standing.why()).contains("keys or values");
    }
  }

  @Test
  void shouldBeInconclusiveWithItsCoverageWhenRetentionTookABeginning() {
    CertifiedPartition one = certificate(MAP).partitions().get(0);

    PartitionStanding standing = check(one, true, east.subList(250, east.size()));

    assertThat(standing.state()).isEqualTo(State.INCONCLUSIVE);
    assertThat(standing.covered().from()).isBetween(350L, 380L);
    assertThat(standing.covered().to()).isEqualTo(one.proven().to());
    assertThat(check(one, true, east.subList(0, 900)).state()).isEqualTo(State.DIFFERENT);
  }

  @Test
  void shouldOnlyIssueWhenEveryFindingIsAcceptedByName() {
    Finding lost = finding(FindingCode.MISSING, 130);
    ScanReport failed = report(List.of(lost), 30);
    Acceptance named = Acceptance.parse("MISSING:flights/0@130=deleted on purpose, ticket 12");

    assertThat(new Issuance(report(List.of(), 1_000), List.of(), "eve", 5).refusal()).isEmpty();
    assertThat(new Issuance(failed, List.of(), "eve", 5).refusal())
        .get()
        .asString()
        .contains("MISSING:flights/0@130");
    assertThat(new Issuance(failed, List.of(named), "eve", 5).refusal()).isEmpty();
    assertThat(new Issuance(failed, List.of(named), "eve", 5).accepted())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.by()).isEqualTo("eve");
              assertThat(one.reason()).isEqualTo("deleted on purpose, ticket 12");
            });
    Acceptance elsewhere = Acceptance.parse("MISSING:flights/0@131=x");
    assertThat(new Issuance(failed, List.of(elsewhere), "eve", 5).refusal())
        .get()
        .asString()
        .contains("nothing was found");
    ScanReport more = report(List.of(lost, finding(FindingCode.CORRUPT, 140)), 30);
    assertThat(new Issuance(more, List.of(named), "eve", 5).refusal()).isPresent();
    assertThatThrownBy(() -> Acceptance.parse("MISSING flights")).hasMessageContaining("CODE:");
  }

  @Test
  void shouldBindAnAcceptanceToCodePartitionAndOffset() {
    ScanReport failed = report(List.of(finding(FindingCode.MISSING, 130)), 30);
    for (String other :
        List.of("CORRUPT:flights/0@130", "MISSING:flights/1@130", "MISSING:eu.flights/0@130")) {
      Acceptance acceptance = Acceptance.parse(other + "=x");
      assertThat(new Issuance(failed, List.of(acceptance), "eve", 5).refusal())
          .as(other)
          .get()
          .asString()
          .contains("nothing was found");
    }
    Finding benign = finding(FindingCode.MISSING, 130).explained("cleaned");
    Acceptance named = Acceptance.parse("MISSING:flights/0@130=x");
    assertThat(new Issuance(explained(benign), List.of(), "eve", 5).refusal()).isEmpty();
    assertThat(new Issuance(explained(benign), List.of(named), "eve", 5).refusal())
        .get()
        .asString()
        .contains("nothing was found");
  }

  @Test
  void shouldRefuseWhenFewerFindingsAreShownThanThereAreOrNothingWasProved() {
    Finding lost = finding(FindingCode.MISSING, 130);
    Acceptance named = Acceptance.parse("MISSING:flights/0@130=x");
    ScanReport one = report(List.of(lost), 30);
    ScanReport more =
        new ScanReport(
            one.verdict(),
            1_000,
            one.partitions(),
            one.findings(),
            new FindingCounts(Map.of(FindingCode.MISSING, 3L)),
            Instant.EPOCH,
            Duration.ZERO);
    ScanReport unread =
        new ScanReport(
            new Verdict.Inconclusive("a topic is hidden"),
            1_000,
            one.partitions(),
            List.of(),
            FindingCounts.NONE,
            Instant.EPOCH,
            Duration.ZERO);

    assertThat(new Issuance(more, List.of(named), "eve", 5).refusal())
        .get()
        .asString()
        .contains("2 findings stand");
    assertThat(new Issuance(unread, List.of(), "eve", 5).refusal()).isPresent();
  }

  @Test
  void shouldStayReadableWhenThereAreManyPartitions() {
    assertThat(Sizing.of(1)).isEqualTo(new Sizing(64, 12));
    assertThat(Sizing.of(512).windows()).isEqualTo(64);
    assertThat(Sizing.of(10_000)).isEqualTo(new Sizing(3, 2));
    assertThat(Sizing.of(1_000_000)).isEqualTo(new Sizing(1, 0));
  }

  private static ScanReport explained(Finding finding) {
    ScanReport passed = report(List.of(), 1_010);
    return new ScanReport(
        passed.verdict(),
        1_000,
        passed.partitions(),
        List.of(finding),
        FindingCounts.NONE,
        Instant.EPOCH,
        Duration.ZERO);
  }

  private static Certificate certificate(OffsetClaim claim) {
    List<LogRecord> east = log(100, 400, 510, 600);
    ScanReport report = report(List.of(), 1_010);
    Issuance issuance = new Issuance(report, List.of(), "eve", 77);
    CertifiedPartition one =
        issuance.certified(
            report.partitions().get(0),
            Contract.PLAIN.with(claim),
            new Cleaners(false, false),
            Sizing.of(1),
            new Issuance.TopicIds("east-id", "west-id"),
            1_110,
            view(east),
            view(dense(east)));
    Certificate certificate =
        new Certificate(
            "strait 1",
            "wave first",
            "east-west",
            new Certificate.Side("east", "E"),
            new Certificate.Side("west", "W"),
            Instant.parse("2026-01-02T03:04:05.006Z"),
            Optional.of(Instant.parse("2027-01-02T03:04:05Z")),
            List.of(one),
            List.of(new Certificate.Accepted("MISSING:flights/0@3", "seen", "known", "eve")),
            List.of("groups"),
            JSON.createObjectNode().put("proved_at", "2026-01-01T00:00:00Z"),
            JSON.createObjectNode().put("entries", 12).put("head", "ab"));
    return certificate;
  }

  private static Certificate with(Certificate of, List<CertifiedPartition> partitions) {
    return new Certificate(
        of.product(),
        of.subject(),
        of.link(),
        of.source(),
        of.target(),
        of.issuedAt(),
        of.evidenceUntil(),
        partitions,
        of.accepted(),
        of.uncovered(),
        of.fence(),
        of.journal());
  }

  private static PartitionStanding check(
      CertifiedPartition one, boolean source, List<LogRecord> log) {
    return new CertificateCheck(one, source, view(log), false).run();
  }

  private static ScanReport report(List<Finding> findings, long proven) {
    FindingCounts counts = FindingCounts.NONE;
    for (Finding finding : findings) {
      counts = counts.plus(new FindingCounts(Map.of(finding.code(), 1L)));
    }
    OffsetRange judged = new OffsetRange(100, 1_110);
    PartitionReport partition =
        new PartitionReport(
            TOPIC,
            0,
            judged,
            new OffsetRange(100, 100 + proven),
            new Tally(1_000, 1_000, 0, 0),
            counts,
            findings);
    Verdict verdict = findings.isEmpty() ? new Verdict.Passed() : new Verdict.Failed(findings);
    return new ScanReport(
        verdict, 1_000, List.of(partition), findings, counts, Instant.EPOCH, Duration.ZERO);
  }

  private static Finding finding(FindingCode code, long at) {
    return new Finding(
        code, TOPIC, 0, at, OptionalLong.of(at), OptionalLong.empty(), "seen at " + at);
  }

  /** Records at two runs of offsets, as behind the end of a transaction. */
  private static List<LogRecord> log(long from, int count, long then, int more) {
    List<LogRecord> records = new ArrayList<>();
    for (int i = 0; i < count + more; i++) {
      long offset = i < count ? from + i : then + i - count;
      records.add(
          new LogRecord(
              offset,
              1_000 + offset,
              ("k" + i % 7).getBytes(StandardCharsets.UTF_8),
              ("value " + i).getBytes(StandardCharsets.UTF_8),
              List.of(new HeaderField("h", new byte[] {(byte) i}))));
    }
    return records;
  }

  private static List<LogRecord> dense(List<LogRecord> of) {
    List<LogRecord> records = new ArrayList<>();
    for (LogRecord record : of) {
      records.add(
          new LogRecord(
              records.size(), record.timestamp(), record.key(), record.value(), record.headers()));
    }
    return records;
  }

  private static LogView view(List<LogRecord> records) {
    long start = records.get(0).offset();
    long end = records.get(records.size() - 1).offset() + 1;
    return new LogView() {
      @Override
      public LogBounds bounds() {
        return new LogBounds(start, end, end);
      }

      @Override
      public Iterator<LogRecord> read(OffsetRange range) {
        if (range.from() < start && !range.isEmpty()) {
          throw new RangeGone(new TopicPartition("flights", 0), range.from());
        }
        return records.stream()
            .filter(one -> one.offset() >= range.from() && one.offset() < range.to())
            .iterator();
      }
    };
  }

  private static boolean verifies(String text, SigningKey key) {
    try {
      CertificateFile file = CertificateFile.read(text);
      file.verify(SigningKey.publicKey(key.publicText()));
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  private static List<String> leaves(JsonNode node, String pointer) {
    List<String> found = new ArrayList<>();
    if (node.isObject()) {
      node.properties()
          .forEach(one -> found.addAll(leaves(one.getValue(), pointer + "/" + one.getKey())));
    } else if (node.isArray()) {
      for (int i = 0; i < Math.min(2, node.size()); i++) {
        found.addAll(leaves(node.get(i), pointer + "/" + i));
      }
    } else {
      found.add(pointer);
    }
    return found;
  }

  private static void tamper(JsonNode root, String pointer) {
    JsonNode parent = root.at(pointer.substring(0, pointer.lastIndexOf('/')));
    String name = pointer.substring(pointer.lastIndexOf('/') + 1);
    JsonNode was = root.at(pointer);
    JsonNode other =
        was.isNumber()
            ? JSON.getNodeFactory().numberNode(was.asLong() + 1)
            : JSON.getNodeFactory().textNode(was.asText() + "0");
    if (parent instanceof ObjectNode object) {
      object.set(name, other);
    } else {
      ((ArrayNode) parent).set(Integer.parseInt(name), other);
    }
  }
}
