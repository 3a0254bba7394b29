package io.strait.validator.records;

import static io.strait.validator.records.KeyedWorld.put;
import static io.strait.validator.records.KeyedWorld.tombstone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.certificate.CertificateCheck;
import io.strait.validator.certificate.CertificateException;
import io.strait.validator.certificate.CertifiedPartition;
import io.strait.validator.certificate.CertifiedPartition.Relation;
import io.strait.validator.certificate.Issuance;
import io.strait.validator.certificate.PartitionStanding;
import io.strait.validator.certificate.PartitionStanding.State;
import io.strait.validator.certificate.Sizing;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.keyed.Cleaners;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Certificates of compacted topics, read again after cleaners, later writes and faults. */
class CleanedCertificateTest {
  private static final int RECORDS = 400;
  private static final long SEED = KeyedWorld.OPTIONS.seed();

  private final MemoryLog source = keyed(RECORDS, 1);

  @Test
  void shouldHoldWhenACleanerRemovedWhatWasSuperseded() {
    CertifiedPartition one = certified(source, source.copy());
    MemoryLog log = source.copy();
    KeyedWorld.clean(log, RECORDS, false);

    PartitionStanding standing = check(one, log);

    assertThat(log.content().size()).isLessThan(RECORDS / 2);
    assertThat(standing.state()).as(standing.why()).isEqualTo(State.HOLDS);
    assertThat(standing.why()).contains("records are gone").contains("as after a cleaner");
  }

  @Test
  void shouldSayWhatIsLeftWhenACleanerHasNotGoneThroughAllOfIt() {
    CertifiedPartition one = certified(source, source.copy());
    MemoryLog log = source.copy();
    KeyedWorld.clean(log, 203, false);

    PartitionStanding standing = check(one, log);

    assertThat(standing.state()).as(standing.why()).isEqualTo(State.INCONCLUSIVE);
    assertThat(standing.why()).contains("could not be compared");
    source.content().forEach(record -> assertThat(record.offset()).isLessThan(RECORDS));
  }

  @Test
  void shouldNotPassWhenALatestValueIsGone() {
    CertifiedPartition one = certified(source, source.copy());
    MemoryLog log = source.copy();
    KeyedWorld.clean(log, RECORDS, false);
    LogRecord lost =
        log.content().stream().filter(record -> record.value() != null).findFirst().orElseThrow();
    log.content().remove(lost);

    PartitionStanding standing = check(one, log);

    assertThat(standing.state()).as(standing.why()).isEqualTo(State.DIFFERENT);
    assertThat(standing.why()).contains("1 keys have no record any more");
  }

  @Test
  void shouldNotPassWhenALatestValueWasChangedAlthoughACleanerRan() {
    CertifiedPartition one = certified(source, source.copy());
    MemoryLog log = source.copy();
    KeyedWorld.clean(log, RECORDS, false);
    LogRecord was = log.content().get(3);
    log.content().set(3, was.with(was.key(), MemoryLog.bytes("other")));

    assertThat(check(one, log).state()).isEqualTo(State.DIFFERENT);
  }

  @Test
  void shouldNotPassWhenASupersededRecordWasChangedWhereNothingWasCleaned() {
    CertifiedPartition one = certified(source, source.copy());
    MemoryLog log = source.copy();
    LogRecord was = log.content().get(5);
    log.content().set(5, was.with(was.key(), MemoryLog.bytes("other")));

    PartitionStanding standing = check(one, log);

    assertThat(standing.state()).isEqualTo(State.DIFFERENT);
    assertThat(standing.first().orElseThrow().from()).isLessThanOrEqualTo(5);
  }

  @Test
  void shouldBeInconclusiveWhenKeysWereWrittenAgainBehindTheFrontier() {
    CertifiedPartition one = certified(source, source.copy());
    MemoryLog log = source.copy();
    for (int key = 0; key < 5; key++) {
      log.append(put("k" + key, "later"));
    }
    assertThat(check(one, log).state()).isEqualTo(State.HOLDS);

    KeyedWorld.clean(log, RECORDS + 5, false);
    PartitionStanding standing = check(one, log);

    assertThat(standing.state()).as(standing.why()).isEqualTo(State.INCONCLUSIVE);
    assertThat(standing.why()).contains("keys have none there any more");
    log.content().remove(log.content().size() - 1);
    assertThat(check(one, log).state()).isEqualTo(State.INCONCLUSIVE);
  }

  @Test
  void shouldTellMoreMissingKeysThanWereWrittenAgainWhenOneIsLostBesides() {
    CertifiedPartition one = certified(source, source.copy());
    MemoryLog log = source.copy();
    log.append(put("k0", "later"));
    KeyedWorld.clean(log, RECORDS + 1, false);
    log.content().removeIf(record -> new String(record.key()).equals("k9"));

    PartitionStanding standing = check(one, log);

    assertThat(standing.state()).as(standing.why()).isEqualTo(State.DIFFERENT);
  }

  @Test
  void shouldHoldWhenTombstonesExpired() {
    for (String key : List.of("k3", "k4", "gone")) {
      source.append(tombstone(key));
    }
    CertifiedPartition one = certified(source, source.copy());
    MemoryLog log = source.copy();
    KeyedWorld.clean(log, RECORDS + 3, true);

    PartitionStanding standing = check(one, log);

    assertThat(standing.state()).as(standing.why()).isEqualTo(State.HOLDS);
    assertThat(standing.why()).contains("tombstones expired");
  }

  @Test
  void shouldBeInconclusiveWhenTheTopicWasMadeCompactLater() {
    CertifiedPartition plain = certified(source, source.copy(), new Cleaners(false, false));
    MemoryLog log = source.copy();
    KeyedWorld.clean(log, RECORDS, false);

    assertThat(new CertificateCheck(plain, true, log, true).run().state())
        .isEqualTo(State.INCONCLUSIVE);
    assertThat(new CertificateCheck(plain, true, log, false).run().state())
        .isEqualTo(State.DIFFERENT);
  }

  @Test
  void shouldCertifyLatestValuesWhenOneCleanerWasFasterThanTheOther() {
    MemoryLog target = source.copy();
    KeyedWorld.clean(target, 300, true);

    CertifiedPartition one = certified(source, target);

    assertThat(one.relation()).isEqualTo(Relation.LATEST);
    assertThat(one.source().digest().count()).isEqualTo(RECORDS);
    assertThat(one.target().digest().count()).isLessThan(RECORDS);
    assertThat(check(one, source).state()).isEqualTo(State.HOLDS);
    assertThat(checkTarget(one, target).state()).isEqualTo(State.HOLDS);
    KeyedWorld.clean(target, RECORDS, true);
    PartitionStanding cleaned = checkTarget(one, target);
    assertThat(cleaned.state()).as(cleaned.why()).isEqualTo(State.HOLDS);
    LogRecord was = target.content().get(2);
    target.content().set(2, was.with(was.key(), MemoryLog.bytes("other")));
    assertThat(checkTarget(one, target).state()).isEqualTo(State.DIFFERENT);
  }

  @Test
  void shouldCertifyInOrderWhateverCleanersLeft() {
    MemoryLog copy = MemoryLog.of(7, 0);
    KeyedWorld.clean(source, 120, false);
    source.content().forEach(copy::append);
    CertifiedPartition dense = inOrder(source, copy);
    assertThat(dense.relation()).isEqualTo(Relation.RECORDS);
    assertThat(check(dense, source).state()).isEqualTo(State.HOLDS);
    assertThat(checkTarget(dense, copy).state()).isEqualTo(State.HOLDS);

    KeyedWorld.clean(copy, 250, true);
    CertifiedPartition cleaned = inOrder(source, copy);
    assertThat(cleaned.relation()).isEqualTo(Relation.LATEST);
    assertThat(check(cleaned, source).state()).isEqualTo(State.HOLDS);
    assertThat(checkTarget(cleaned, copy).state()).isEqualTo(State.HOLDS);
    int last = copy.content().size() - 1;
    copy.content().remove(last);
    assertThat(checkTarget(cleaned, copy).state()).isEqualTo(State.DIFFERENT);
  }

  private static CertifiedPartition inOrder(MemoryLog source, MemoryLog target) {
    PartitionReport proved = proved(source, target);
    assertThat(proved.counts().byCode()).isEmpty();
    return issuance(proved)
        .certified(
            proved,
            Contract.PLAIN.with(OffsetClaim.IN_ORDER),
            KeyedWorld.BOTH,
            Sizing.of(1),
            new Issuance.TopicIds("from", "to"),
            source.bounds().end(),
            source,
            target);
  }

  private static PartitionReport proved(MemoryLog source, MemoryLog target) {
    return KeyedWorld.check(source, target, OffsetClaim.IN_ORDER, KeyedWorld.BOTH);
  }

  @Test
  void shouldRefuseWhenALatestValueDiffersBetweenProofAndDigest() {
    MemoryLog target = source.copy();
    KeyedWorld.clean(target, 300, true);
    PartitionReport proved = KeyedWorld.check(source, target);
    int last = target.content().size() - 1;
    LogRecord was = target.content().get(last);
    target.content().set(last, was.with(was.key(), MemoryLog.bytes("other")));

    assertThatThrownBy(() -> certified(proved, source, target, KeyedWorld.BOTH))
        .isInstanceOfSatisfying(
            CertificateException.class,
            e -> assertThat(e.kind()).isEqualTo(CertificateException.Kind.UNSETTLED))
        .hasMessageContaining("latest values");
  }

  @Test
  void shouldNeverFindAFaultWhereOnlyCleanersWereAtWork() {
    for (int seed = 0; seed < 120; seed++) {
      Random random = new Random(seed);
      MemoryLog from = keyed(60 + random.nextInt(200), seed);
      MemoryLog to = from.copy();
      int records = from.content().size();
      if (random.nextBoolean()) {
        KeyedWorld.clean(to, random.nextInt(records), random.nextBoolean());
      }
      CertifiedPartition one = certified(from, to);
      for (int step = 0; step < 4; step++) {
        if (random.nextBoolean()) {
          int n = random.nextInt(40);
          to.append(n < 5 ? tombstone("k" + n) : put("k" + n, "later " + step));
        }
        KeyedWorld.clean(to, random.nextInt((int) to.bounds().end() + 1), random.nextBoolean());
        PartitionStanding standing = checkTarget(one, to);
        assertThat(standing.state())
            .as("seed %s step %s: %s", seed, step, standing.why())
            .isNotEqualTo(State.DIFFERENT);
      }
    }
  }

  @Test
  void shouldNeverHoldWhenARecordThatACleanerMustLeaveIsLostOrChanged() {
    for (int seed = 0; seed < 120; seed++) {
      Random random = new Random(seed);
      MemoryLog from = keyed(60 + random.nextInt(200), seed);
      MemoryLog to = from.copy();
      CertifiedPartition one = certified(from, to);
      KeyedWorld.clean(to, random.nextInt((int) to.bounds().end() + 1), random.nextBoolean());
      List<Integer> latest = latest(to);
      int victim = latest.get(random.nextInt(latest.size()));
      LogRecord was = to.content().get(victim);
      if (random.nextBoolean()) {
        to.content().remove(victim);
      } else {
        to.content().set(victim, was.at(was.timestamp() + 1));
      }
      PartitionStanding standing = checkTarget(one, to);
      assertThat(standing.state())
          .as("seed %s: %s", seed, standing.why())
          .isNotEqualTo(State.HOLDS);
    }
  }

  /** Where the last records of keys with a value stand. */
  private static List<Integer> latest(MemoryLog log) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < log.content().size(); i++) {
      String key = new String(log.content().get(i).key());
      boolean last =
          log.content().stream()
              .skip(i + 1L)
              .noneMatch(record -> new String(record.key()).equals(key));
      if (last && log.content().get(i).value() != null) {
        places.add(i);
      }
    }
    return places;
  }

  private static MemoryLog keyed(int count, long seed) {
    Random random = new Random(seed);
    MemoryLog log = MemoryLog.of(0, 0);
    for (int i = 0; i < count; i++) {
      String key = "k" + random.nextInt(40);
      log.append(random.nextInt(12) == 0 ? tombstone(key) : put(key, "value " + i));
    }
    return log;
  }

  private static PartitionStanding check(CertifiedPartition one, MemoryLog log) {
    return new CertificateCheck(one, true, log, true).run();
  }

  private static PartitionStanding checkTarget(CertifiedPartition one, MemoryLog log) {
    return new CertificateCheck(one, false, log, true).run();
  }

  private static CertifiedPartition certified(MemoryLog source, MemoryLog target) {
    return certified(source, target, KeyedWorld.BOTH);
  }

  private static CertifiedPartition certified(
      MemoryLog source, MemoryLog target, Cleaners cleaners) {
    PartitionReport proved = KeyedWorld.check(source, target, OffsetClaim.EQUAL, cleaners);
    assertThat(proved.counts().byCode()).isEmpty();
    assertThat(proved.proven()).isEqualTo(new OffsetRange(0, source.bounds().end()));
    return certified(proved, source, target, cleaners);
  }

  private static CertifiedPartition certified(
      PartitionReport proved, MemoryLog source, MemoryLog target, Cleaners cleaners) {
    Issuance issuance = issuance(proved);
    assertThat(issuance.refusal()).isEmpty();
    return issuance.certified(
        proved,
        Contract.PLAIN,
        cleaners,
        Sizing.of(1),
        new Issuance.TopicIds("from", "to"),
        source.bounds().end(),
        source,
        target);
  }

  private static Issuance issuance(PartitionReport proved) {
    return new Issuance(
        Summary.of(List.of(proved), List.of(), Instant.EPOCH, Duration.ZERO),
        List.of(),
        "eve",
        SEED);
  }
}
