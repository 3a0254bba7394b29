package io.strait.validator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.Digest;
import io.strait.validator.judge.ProofPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  private static final StateEntry.Head WHOSE = new StateEntry.Head("east-id", "west-id");
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final TopicPartition ORDERS = new TopicPartition("orders \"ü\"", 3);

  @TempDir Path folder;

  private static StateEntry.Begun begun(String run) {
    return new StateEntry.Begun(run, AT, Mode.FULL, "everything");
  }

  private static StateEntry.Point point(String run, int partition, long to, boolean isLast) {
    ProofPoint proof =
        new ProofPoint(
            new TopicPartition(ORDERS.topic(), partition),
            new OffsetRange(0, to),
            to + 7,
            -5,
            new Digest(to, -1, Long.MIN_VALUE, 3, 4, Long.MAX_VALUE));
    return new StateEntry.Point(run, new LogIdentity("a", "t", "", "c"), proof, isLast);
  }

  private static List<StateEntry> sample() {
    return List.of(
        begun("r1"),
        point("r1", 0, 10, false),
        point("r1", 1, 20, false),
        point("r1", 0, 30, true),
        new StateEntry.Ended("r1", AT, "passed"),
        begun("r2"),
        point("r2", 0, 5, false));
  }

  private Path written() {
    Path file = folder.resolve("deep/er/state.jsonl");
    try (StateFile state = StateFile.open(file, WHOSE)) {
      sample().forEach(state::append);
      assertThat(state.fault()).isEmpty();
    }
    return file;
  }

  @Test
  void shouldGiveBackWhatWasWritten() throws IOException {
    Path file = written();

    try (StateFile state = StateFile.open(file, WHOSE)) {
      History history = state.history();
      assertThat(history.interrupted()).contains(begun("r2"));
      assertThat(history.ofInterrupted().values()).containsExactly(point("r2", 0, 5, false));
      assertThat(history.proven().values())
          .containsExactlyInAnyOrder(point("r1", 0, 30, true), point("r1", 1, 20, false));
      assertThat(history.ended()).contains(new StateEntry.Ended("r1", AT, "passed"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldLoseAtMostTheLastLineWhereverAKillCutsIt() throws IOException {
    byte[] whole = Files.readAllBytes(written());
    List<StateEntry> all = new ArrayList<>(List.of(WHOSE));
    all.addAll(sample());
    for (int cut = 0; cut <= whole.length; cut++) {
      Path file = folder.resolve("cut-" + cut + ".jsonl");
      Files.write(file, Arrays.copyOf(whole, cut));
      String kept = new String(whole, 0, cut, StandardCharsets.ISO_8859_1);
      int lines = (int) kept.chars().filter(c -> c == '\n').count();

      try (StateFile state = StateFile.open(file, WHOSE)) {
        History expected = History.of(all.subList(0, lines));
        assertThat(state.history().proven()).as("cut at %d", cut).isEqualTo(expected.proven());
        assertThat(state.history().ofInterrupted()).isEqualTo(expected.ofInterrupted());
        state.append(point("r2", 9, 99, false));
        assertThat(state.fault()).isEmpty();
      }
      try (StateFile again = StateFile.open(file, WHOSE)) {
        assertThat(again.history().proven()).containsValue(point("r2", 9, 99, false));
      }
      Files.delete(file);
    }
  }

  @Test
  void shouldRefuseDamageThatNoKillLeaves() throws IOException {
    Path file = written();
    byte[] bytes = Files.readAllBytes(file);
    int place = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("proven");
    bytes[place + 10] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> StateFile.open(file, WHOSE))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("--mode full");
  }

  @Test
  void shouldRefuseAStateOfOtherClustersAndFilesOfOthers() throws IOException {
    Path file = written();
    assertThatThrownBy(() -> StateFile.open(file, new StateEntry.Head("north", "west-id")))
        .hasMessageContaining("east-id -> west-id, these are north -> west-id")
        .hasMessageContaining("--state FILE");
    Path diary = Files.writeString(folder.resolve("diary"), "dear diary");
    assertThatThrownBy(() -> StateFile.open(diary, WHOSE)).hasMessageContaining("no state file");
    assertThat(diary).hasContent("dear diary");
    Path notes = Files.writeString(folder.resolve("notes"), "a line\n");
    assertThatThrownBy(() -> StateFile.open(notes, WHOSE)).hasMessageContaining("damaged or no");
    assertThat(notes).hasContent("a line\n");
  }

  @Test
  void shouldRefuseASecondRunAtOnce() {
    Path file = written();
    try (StateFile first = StateFile.open(file, WHOSE)) {
      assertThat(first.file()).isEqualTo(file);
      assertThatThrownBy(() -> StateFile.open(file, WHOSE)).hasMessageContaining("in use");
    }
  }

  @Test
  void shouldSayBeforehandWhenTheFileCannotBeWritten() {
    assertThatThrownBy(() -> StateFile.open(folder, WHOSE))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageContaining("--state FILE");
    assertThatThrownBy(() -> StateFile.open(Path.of("/dev/full"), WHOSE))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("No space left");
  }

  @Test
  void shouldKeepWhatIsThereWhenNothingCanBeWrittenAnyMore() {
    Path file = written();
    StateFile state = StateFile.open(file, WHOSE);
    state.close();
    state.append(point("r2", 1, 50, false));

    assertThat(state.fault()).get().asString().contains("takes no more");
    try (StateFile again = StateFile.open(file, WHOSE)) {
      assertThat(again.history().ofInterrupted()).hasSize(1);
    }
  }

  @Test
  void shouldStaySmallOverManyRuns() throws IOException {
    Path file = folder.resolve("many.jsonl");
    for (int run = 0; run < 50; run++) {
      try (StateFile state = StateFile.open(file, WHOSE, System::nanoTime, 4_000)) {
        state.append(begun("r" + run));
        for (int p = 0; p < 5; p++) {
          state.append(point("r" + run, p, 10 + run, true));
        }
        state.append(new StateEntry.Ended("r" + run, AT, "passed"));
      }
    }
    assertThat(Files.size(file)).isLessThan(9_000);
    try (StateFile state = StateFile.open(file, WHOSE)) {
      assertThat(state.history().proven().values())
          .hasSize(5)
          .allMatch(point -> point.point().proven().to() == 59);
      assertThat(state.history().interrupted()).isEmpty();
      assertThat(state.history().ended()).map(StateEntry.Ended::run).contains("r49");
    }
  }
}
