package io.strait.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.Verdict;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.digest.WindowGrid;
import io.strait.validator.judge.ScanHooks;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.judge.ScanProgress;
import io.strait.validator.log.Pace;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Scans through desks of a source whose every fifth transaction was aborted, without a network. */
class AgentTransactionsSim {
  private static final int TRANSACTIONS = 2_000;

  private final AtomicInteger ids = new AtomicInteger();
  private final List<ScanProgress> told = new ArrayList<>();
  private final MemorySide east = new MemorySide("east");
  private DeskTransport sourceLine;

  AgentTransactionsSim() {
    long number = 0;
    for (int i = 0; i < TRANSACTIONS; i++) {
      List<LogRecord> content = new ArrayList<>();
      for (int n = 0; n < 10; n++) {
        content.add(MemorySide.record(0, number++));
      }
      east.transaction(1_000 + i % 3, i % 5 != 4, content);
    }
  }

  @Test
  void shouldPassWhatIsCommittedAndNothingElse() {
    AgentReport report = scan(copy(), OffsetClaim.IN_ORDER);

    assertThat(report.scan().verdict()).isInstanceOf(Verdict.Passed.class);
    assertThat(report.share()).isLessThan(0.001);
  }

  @Test
  void shouldNameAnExposedRecordAtItsPlace() {
    Random random = new Random(5);
    for (int seed = 0; seed < 12; seed++) {
      LogRecord exposed = east.aborted().get(random.nextInt(east.aborted().size()));
      List<LogRecord> content = new ArrayList<>(east.content());
      content.add(before(content, exposed.offset()), exposed);

      AgentReport report = scan(copy(content), OffsetClaim.IN_ORDER);

      Finding finding = report.scan().findings().get(0);
      assertThat(report.scan().counts().byCode())
          .as("seed %s: %s", seed, report.scan().findings())
          .isEqualTo(Map.of(FindingCode.ABORTED_VISIBLE, 1L));
      assertThat(finding.divergesAt()).isEqualTo(exposed.offset());
      assertThat(finding.sourceOffset()).hasValue(exposed.offset());
      assertThat(finding.evidence()).contains("in a transaction that it aborted");
      AgentReport without =
          run(
              new DeskTransport(desk(east)).without("aborted"),
              new DeskTransport(desk(copy(content))));
      assertThat(report.remote().moved() - without.remote().moved())
          .as("what its name costs")
          .isLessThan(1_000);
    }
  }

  @Test
  void shouldNameItWhereOffsetsAreClaimedToo() {
    MemorySide west = sameOffsets();
    LogRecord exposed = east.aborted().get(777);
    west.content().add(before(west.content(), exposed.offset()), exposed);

    AgentReport report = scan(west, OffsetClaim.EQUAL);

    assertThat(report.scan().counts().byCode()).isEqualTo(Map.of(FindingCode.ABORTED_VISIBLE, 1L));
    assertThat(report.scan().findings().get(0).divergesAt()).isEqualTo(exposed.offset());
  }

  @Test
  void shouldCountAllWhereEverythingWasReadUncommitted() {
    List<LogRecord> all = new ArrayList<>(east.content());
    all.addAll(east.aborted().subList(0, 1_500));
    all.sort(Comparator.comparingLong(LogRecord::offset));

    AgentReport report = scan(copy(all), OffsetClaim.IN_ORDER);

    assertThat(report.scan().counts().byCode())
        .isEqualTo(Map.of(FindingCode.ABORTED_VISIBLE, 1_500L));
    assertThat(report.scan().findings()).hasSize(10);
    assertThat(report.scan().findings().get(0).divergesAt())
        .isEqualTo(east.aborted().get(0).offset());
  }

  @Test
  void shouldNameTransactionsThatAreTorn() {
    List<LogRecord> content = new ArrayList<>(east.content());
    LogRecord first = content.get(123);
    content.subList(123, 126).clear();

    AgentReport report = scan(copy(content), OffsetClaim.IN_ORDER);

    assertThat(report.scan().counts().byCode())
        .isEqualTo(Map.of(FindingCode.MISSING, 3L, FindingCode.TXN_TORN, 1L));
    Finding torn =
        report.scan().findings().stream()
            .filter(one -> one.code() == FindingCode.TXN_TORN)
            .findFirst()
            .orElseThrow();
    assertThat(torn.divergesAt()).isEqualTo(first.offset());
    assertThat(torn.evidence()).contains("epoch 3", "3 of its 10 records");
  }

  @Test
  void shouldOnlyCallRecordsMissingWhenAWholeTransactionIs() {
    List<LogRecord> content = new ArrayList<>(east.content());
    content.subList(120, 130).clear();

    assertThat(scan(copy(content), OffsetClaim.IN_ORDER).scan().counts().byCode())
        .isEqualTo(Map.of(FindingCode.MISSING, 10L));
  }

  @Test
  void shouldStillCallAStrangerForeign() {
    List<LogRecord> content = new ArrayList<>(east.content());
    content.add(4_000, MemorySide.record(0, 99_999_999));

    assertThat(scan(copy(content), OffsetClaim.IN_ORDER).scan().counts().byCode())
        .isEqualTo(Map.of(FindingCode.FOREIGN, 1L));
  }

  @Test
  void shouldKeepAFindingWhenTheAgentDoesNotKnowTheQuestion() {
    List<LogRecord> content = new ArrayList<>(east.content());
    LogRecord exposed = east.aborted().get(50);
    content.add(before(content, exposed.offset()), exposed);
    sourceLine = new DeskTransport(desk(east)).without("aborted");

    AgentReport report = run(sourceLine, new DeskTransport(desk(copy(content))));

    assertThat(report.scan().counts().byCode()).isEqualTo(Map.of(FindingCode.FOREIGN, 1L));
    assertThat(report.scan().partitions().get(0).notes())
        .anyMatch(note -> note.contains("transactions of the source account for is not known"));
  }

  @Test
  void shouldTellHowFarItIsOnBothSides() {
    scan(copy(), OffsetClaim.IN_ORDER);

    ScanProgress last = told.get(told.size() - 1);
    assertThat(told).hasSizeGreaterThan(2);
    assertThat(last.partitionsDone()).isEqualTo(1);
    assertThat(last.recordsRead()).isEqualTo(2L * east.content().size());
    assertThat(last.bytesRead()).isGreaterThan(1_000_000);
    assertThat(last.offsetsDone()).isEqualTo(last.offsetsTotal()).isEqualTo(TRANSACTIONS * 11L);
    for (int i = 1; i < told.size(); i++) {
      assertThat(told.get(i).bytesRead()).isGreaterThanOrEqualTo(told.get(i - 1).bytesRead());
    }
  }

  @Test
  void shouldHoldTheAgentBackToTheRateOfItsScan() throws Exception {
    AtomicLong paid = new AtomicLong();
    Paces paces = new Paces(rate -> paid::addAndGet);
    byte[] asked = "{\"pace\":{\"scan\":\"s\",\"rate\":7}}".getBytes(StandardCharsets.UTF_8);
    Pace pace = paces.of(Fields.of(asked));
    assertThat(paces.of(Fields.of(asked))).as("one for all of a scan").isSameAs(pace);
    assertThat(paces.of(Questions.read("{\"v\":1}".getBytes(StandardCharsets.UTF_8))))
        .isSameAs(Pace.FREE);
    Reading reading = ((Reading) (records, bytes) -> {}).at(pace);
    for (int i = 1; i <= 1_000; i++) {
      reading.at(i, 1_000L * i);
    }
    assertThat(paid.get()).isBetween(1_000_000L - (1 << 16), 1_000_000L);

    long start = System.nanoTime();
    RemoteSide slow =
        new RemoteSide(
            new DeskTransport(desk(east)),
            time -> true,
            Optional.of(new AgentPace("slow", 1_000_000)));
    OffsetRange all = new OffsetRange(0, TRANSACTIONS * 11L);
    DigestTask task =
        new DigestTask(
            new TopicPartition(MemorySide.TOPIC, 0),
            all,
            new WindowGrid(all, 10),
            Numbering.SOURCE,
            Long.MAX_VALUE,
            3);
    try (Digests digests = slow.digest(task, (records, bytes) -> {})) {
      assertThat(digests.totals().bytes()).isGreaterThan(1_200_000);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("all but the first second's worth has to be waited for")
        .isGreaterThan(Duration.ofMillis(100));
  }

  @Test
  void shouldRefuseAtOnceWhenTheTokenIsWrong() {
    assertThatThrownBy(() -> run(new Closed(), new DeskTransport(desk(copy()))))
        .isInstanceOf(AgentRefused.class)
        .hasMessageContaining("refuses (401): this token is not known")
        .hasMessageContaining("agent.peers");
  }

  /** FAKE of a door that knows no token. */
  private static final class Closed implements Transport {
    @Override
    public String where() {
      return "memory:";
    }

    @Override
    public AgentAnswer ask(String question, byte[] body, Duration atMost) {
      String text = "{\"error\":\"UNAUTHORIZED\",\"message\":\"this token is not known\"}";
      return new AgentAnswer(401, AgentAnswer.JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public long sent() {
      return 0;
    }

    @Override
    public long received() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private static int before(List<LogRecord> content, long offset) {
    int index = 0;
    while (index < content.size() && content.get(index).offset() < offset) {
      index++;
    }
    return index;
  }

  private MemorySide copy() {
    return copy(east.content());
  }

  private static MemorySide copy(List<LogRecord> content) {
    MemorySide west = new MemorySide("west");
    content.forEach(west::append);
    return west;
  }

  /** What a link that keeps offsets makes of it. */
  private MemorySide sameOffsets() {
    MemorySide west = MemorySide.of("west", 0, 0);
    west.content().addAll(east.content());
    for (long i = 0; i < TRANSACTIONS * 11L; i++) {
      west.grow();
    }
    return west;
  }

  private AgentReport scan(MemorySide west, OffsetClaim claim) {
    sourceLine = new DeskTransport(desk(east));
    return run(sourceLine, new DeskTransport(desk(west)), claim);
  }

  private AgentReport run(Transport from, Transport to) {
    return run(from, to, OffsetClaim.IN_ORDER);
  }

  private AgentReport run(Transport from, Transport to, OffsetClaim claim) {
    ScanOptions options =
        ScanOptions.defaults()
            .withSeed(3)
            .withGrace(Duration.ZERO)
            .withHooks(ScanHooks.NONE.withProgress(told::add))
            .withContracts(topic -> Contract.PLAIN.with(claim));
    try (LogSide source = new RemoteSide(from, time -> true);
        LogSide target = new RemoteSide(to, time -> true)) {
      return new AgentScan(
              source,
              target,
              List.of(TopicMapping.same(MemorySide.TOPIC)),
              options,
              Clock.systemUTC(),
              time -> true,
              () -> false)
          .run();
    }
  }

  private AgentDesk desk(MemorySide side) {
    return new AgentDesk(side, side.name(), Clock.systemUTC(), () -> "job" + ids.incrementAndGet());
  }
}
