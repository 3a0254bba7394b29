package io.strait.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.digest.Digest;
import io.strait.validator.digest.Fingerprint;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.digest.WindowGrid;
import io.strait.validator.log.RangeGone;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent makes of questions, and a coordinator of answers, also of hostile ones. */
class AgentDeskTest {
  private static final TopicPartition PARTITION = new TopicPartition(MemorySide.TOPIC, 0);

  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicLong now = new AtomicLong(1_700_000_000_000L);
  private final MemorySide log = MemorySide.of("west", 0, 3_000);
  private final AgentDesk desk =
      new AgentDesk(log, "west", clock(), () -> "job" + ids.incrementAndGet());

  @AfterEach
  void close() {
    desk.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "null",
        "{\"v\":1}",
        "{\"v\":2,\"topic\":\"flights\",\"partition\":0}",
        "{\"topic\":\"flights\",\"partition\":0}",
        "{\"v\":1,\"topic\":\"flights\",\"partition\":-1}",
        "{\"v\":1,\"topic\":\"flights\",\"partition\":1e99}",
        "{\"v\":1,\"topic\":\"flights\",\"partition\":0,\"more\":1}",
        "{\"v\":1,\"topic\":7,\"partition\":0}",
        "{\"v\":1,\"topic\":\"\",\"partition\":0}",
        "{\"v\":1,\"v\":1,\"topic\":\"flights\",\"partition\":0}",
        "{\"v\":1,\"topic\":\"flights\",\"partition\":0} trailing"
      })
  void shouldRefuseWhenAQuestionIsMalformed(String body) {
    assertThat(ask("bounds", body).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"from\":0,\"to\":10,\"seed\":1,\"most\":0",
        "\"from\":0,\"to\":10,\"seed\":1,\"most\":8193",
        "\"from\":10,\"to\":0,\"seed\":1,\"most\":5",
        "\"from\":-1,\"to\":10,\"seed\":1,\"most\":5",
        "\"from\":0,\"to\":99999999999999999999,\"seed\":1,\"most\":5",
        "\"from\":0,\"to\":10,\"seed\":\"x\",\"most\":5"
      })
  void shouldRefuseWhenANumberIsOutOfItsRange(String rest) {
    String body = "{\"v\":1,\"topic\":\"flights\",\"partition\":0," + rest + "}";
    assertThat(ask("fingerprints", body).status()).isEqualTo(400);
  }

  @Test
  void shouldRefuseWhenAGridWouldTakeTooMuchMemory() {
    String body =
        "{\"v\":1,\"topic\":\"flights\",\"partition\":0,\"from\":0,\"to\":10,\"seed\":1,\"most\":1,"
            + "\"grid\":{\"from\":0,\"to\":1152921504606846976,\"shift\":0},"
            + "\"claim\":{\"kind\":\"equal\"}}";
    AgentAnswer answer = ask("digest", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer)).contains("too many");
  }

  @Test
  void shouldRefuseWhenAQuestionIsTooLongOrUnknown() {
    assertThat(desk.answer("bounds", new byte[AgentDesk.MOST_QUESTION + 1]).status())
        .isEqualTo(413);
    assertThat(ask("passwords", "{\"v\":1}").status()).isEqualTo(404);
    assertThat(ask("job", "{\"v\":1,\"job\":\"guessed\",\"wait_ms\":0}").status()).isEqualTo(404);
  }

  @Test
  void shouldSayBusyWhenTooManyJobsAreKeptAndForgetThoseNobodyAsksAfter() {
    for (int i = 0; i < AgentDesk.MOST_JOBS; i++) {
      assertThat(ask("digest", digest()).status()).isEqualTo(200);
    }
    assertThat(ask("digest", digest()).status()).isEqualTo(429);

    now.addAndGet(Jobs.LEASE.toMillis() + 1);

    assertThat(ask("digest", digest()).status()).isEqualTo(200);
    assertThat(ask("job", "{\"v\":1,\"job\":\"job1\",\"wait_ms\":0}").status()).isEqualTo(404);
  }

  @Test
  void shouldTellRangeGoneApartWhenRetentionWasFaster() {
    log.deleteTo(500);
    try (RemoteSide side = new RemoteSide(new DeskTransport(desk), time -> true)) {
      assertThatThrownBy(() -> side.fingerprints(PARTITION, new OffsetRange(0, 10), 10, 1))
          .isInstanceOf(RangeGone.class);
      assertThatThrownBy(() -> side.record(PARTITION, 3)).isInstanceOf(RangeGone.class);
      assertThatThrownBy(() -> side.digest(task(new OffsetRange(0, 100)), (records, bytes) -> {}))
          .isInstanceOf(RangeGone.class);
    }
  }

  @Test
  void shouldAnswerAsTheLogItselfWhenAskedThroughTheCodec() {
    try (RemoteSide side = new RemoteSide(new DeskTransport(desk), time -> true)) {
      DigestTask task = task(new OffsetRange(10, 2_900));
      Digests here = log.digest(task, (records, bytes) -> {});
      Digests there = side.digest(task, (records, bytes) -> {});

      assertThat(there.totals()).isEqualTo(here.totals());
      assertThat(there.nodes(0, List.of(0, 2))).isEqualTo(here.nodes(0, List.of(0, 2)));
      assertThat(there.firsts(List.of(0, 1))).isEqualTo(here.firsts(List.of(0, 1)));
      assertThat(side.bounds(PARTITION)).isEqualTo(log.bounds(PARTITION));
      assertThat(side.facts(List.of(MemorySide.TOPIC)))
          .isEqualTo(log.facts(List.of(MemorySide.TOPIC)));
      assertThat(side.fingerprints(PARTITION, new OffsetRange(5, 100), 40, 9))
          .isEqualTo(log.fingerprints(PARTITION, new OffsetRange(5, 100), 40, 9));
      assertThat(side.firstAt(PARTITION, 1_700_000_000_700L)).hasValue(100);
      LogRecord record = side.record(PARTITION, 77).orElseThrow();
      assertThat(new Fingerprinter(1).of(record))
          .isEqualTo(new Fingerprinter(1).of(log.content().get(77)));
      assertThat(side.record(PARTITION, 5_000)).isEmpty();
    }
  }

  @Test
  void shouldKeepNullAndEmptyApartWhenRecordsTravel() {
    LogRecord bare = new LogRecord(3, -1, null, new byte[0], List.of());
    LogRecord back = Wire.record(Wire.record(Optional.of(bare))).orElseThrow();
    assertThat(back.key()).isNull();
    assertThat(back.value()).isEmpty();
    assertThat(back.timestamp()).isEqualTo(-1);
  }

  @Test
  void shouldEndInAFailureWhenAnswersAreCutOrScrambled() {
    Random random = new Random(11);
    Fingerprinter fingerprinter = new Fingerprinter(4);
    List<Fingerprint> records = new ArrayList<>();
    log.content().subList(0, 200).forEach(record -> records.add(fingerprinter.of(record)));
    byte[] page = Wire.page(new FingerprintPage(records, 200));
    byte[] digests = Wire.digests(List.of(Digest.EMPTY, new Digest(5, 1, 2, 3, 4, 5)));
    byte[] record = Wire.record(Optional.of(log.content().get(5)));
    for (int cut = 0; cut < page.length; cut += 7) {
      byte[] part = Arrays.copyOf(page, cut);
      assertThatThrownBy(() -> Wire.page(part)).isInstanceOf(AgentFailure.class);
    }
    for (int i = 0; i < 20_000; i++) {
      readable(() -> Wire.page(scrambled(page, random)));
      readable(() -> Wire.digests(scrambled(digests, random)));
      readable(() -> Wire.record(scrambled(record, random)));
    }
    byte[] longer = Arrays.copyOf(digests, digests.length + 1);
    assertThatThrownBy(() -> Wire.digests(longer)).isInstanceOf(AgentFailure.class);
  }

  @Test
  void shouldNotBelieveAPageWhenItsOffsetsAreOutsideOfTheRange() {
    FingerprintPage page = log.fingerprints(PARTITION, new OffsetRange(0, 50), 50, 1);
    Transport liar = answering(new AgentAnswer(200, AgentAnswer.BYTES, Wire.page(page)));
    try (RemoteSide side = new RemoteSide(liar, time -> true)) {
      assertThatThrownBy(() -> side.fingerprints(PARTITION, new OffsetRange(100, 200), 50, 1))
          .isInstanceOf(AgentFailure.class)
          .hasMessageContaining("offset 0");
    }
  }

  @Test
  void shouldSendWhatIsClaimedWhenTheTargetIsAsked() {
    OffsetRelation shifted = new OffsetRelation.Shifted(-40);
    assertThat(RelationJson.read(Fields.of(RelationJson.of(shifted)))).isEqualTo(shifted);
    assertThat(RelationJson.read(Fields.of(RelationJson.of(OffsetRelation.EXACT))))
        .isEqualTo(OffsetRelation.EXACT);
  }

  private static void readable(Runnable reading) {
    try {
      reading.run();
    } catch (AgentFailure e) {
      assertThat(e.getMessage()).contains("answer");
    }
  }

  private static byte[] scrambled(byte[] body, Random random) {
    byte[] copy = body.clone();
    for (int i = 0; i <= random.nextInt(4); i++) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt();
    }
    return copy;
  }

  private static DigestTask task(OffsetRange range) {
    return new DigestTask(
        PARTITION, range, new WindowGrid(range, 8), Numbering.SOURCE, Long.MAX_VALUE, 42);
  }

  private static String digest() {
    return Questions.of(task(new OffsetRange(0, 100))).toString();
  }

  private AgentAnswer ask(String question, String body) {
    return desk.answer(question, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(AgentAnswer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneId.of("UTC");
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(now.get());
      }
    };
  }

  private static Transport answering(AgentAnswer answer) {
    return new Transport() {
      @Override
      public String where() {
        return "liar";
      }

      @Override
      public AgentAnswer ask(String question, byte[] body, Duration atMost) {
        return answer;
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
    };
  }
}
