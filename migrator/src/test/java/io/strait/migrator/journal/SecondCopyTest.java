package io.strait.migrator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.ClusterAlias;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

/** What counts as copied when some sends fail and others do not. */
class SecondCopyTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Long> indexes = new ArrayList<>();
  private final List<CompletableFuture<Void>> answers = new ArrayList<>();
  private final List<JournalEntry> entries = entries(3);
  private final SecondCopy copy =
      new SecondCopy(
          new ClusterAlias("east"), "wave-1", Clock.fixed(NOW, ZoneOffset.UTC), 0, Hand::new);

  @Test
  void shouldNotCountBeyondAnEntryThatFailedThoughLaterOnesSucceeded() {
    copy.follow(entries);
    answers.get(0).complete(null);
    answers.get(1).completeExceptionally(new RecordTooLargeException("too large"));
    answers.get(2).complete(null);
    assertThat(copy.acknowledged()).isEqualTo(1);
  }

  @Test
  void shouldSendAgainFromTheFirstMissingEntry() {
    copy.follow(entries);
    answers.get(0).complete(null);
    answers.get(1).completeExceptionally(new RecordTooLargeException("too large"));
    answers.get(2).complete(null);
    assertThat(copy.acknowledged()).isEqualTo(1);
    assertThat(copy.await(entries, Duration.ofMillis(5))).isFalse();
    assertThat(indexes).containsExactly(0L, 1L, 2L, 1L, 2L);
    answers.get(3).complete(null);
    answers.get(4).complete(null);
    assertThat(copy.await(entries, Duration.ofMillis(5))).isTrue();
  }

  @Test
  void shouldCountWhatIsThereWhileTheRestIsUnderWay() {
    copy.follow(entries);
    answers.get(1).complete(null);
    assertThat(copy.acknowledged()).isZero();
    answers.get(0).complete(null);
    assertThat(copy.acknowledged()).isEqualTo(2);
    assertThat(copy.await(entries, Duration.ofMillis(5))).isFalse();
    answers.get(2).complete(null);
    assertThat(copy.await(entries, Duration.ofMillis(5))).isTrue();
    assertThat(indexes).containsExactly(0L, 1L, 2L);
  }

  private final class Hand implements SecondCopy.Outlet {
    @Override
    public Future<?> send(JournalEntry entry) {
      indexes.add(entry.index());
      answers.add(new CompletableFuture<>());
      return answers.get(answers.size() - 1);
    }

    @Override
    public void close() {}
  }

  private static List<JournalEntry> entries(int count) {
    List<JournalEntry> entries = new ArrayList<>();
    String prev = JournalEntry.GENESIS;
    for (int i = 0; i < count; i++) {
      Draft note = new Draft(EntryKind.NOTE, "READY", "", JournalCodec.data().put("note", "n" + i));
      JournalEntry entry = JournalCodec.chained(note, "wave-1", i, 1, NOW, prev);
      entries.add(entry);
      prev = entry.hash();
    }
    return entries;
  }
}
