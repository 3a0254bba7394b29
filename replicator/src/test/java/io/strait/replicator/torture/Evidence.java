package io.strait.replicator.torture;

import io.strait.replicator.engine.GapLedger;
import io.strait.replicator.offsets.OffsetBlocks;
import io.strait.replicator.offsets.OffsetKey;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.progress.Gap;
import io.strait.replicator.topology.LinkName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What both sides hold of a topic, and what the link says it lost. */
final class Evidence {
  private final Side source;
  private final Side target;
  private final LinkName link;
  private final Victim victim;

  Evidence(Side source, Side target, LinkName link, Victim victim) {
    this.source = source;
    this.target = target;
    this.link = link;
    this.victim = victim;
  }

  /** Whether the target holds as many committed records as the source. */
  boolean holdsAsMany(TopicPartition partition) {
    return read(target, partition, Isolation.COMMITTED).records().size()
        >= read(source, partition, Isolation.COMMITTED).records().size();
  }

  /** The first difference between what readers of either kind see on both sides. */
  Optional<LogDiff.Difference> difference(TopicPartition partition) {
    SeenLog committed = read(source, partition, Isolation.COMMITTED);
    SeenLog copy = read(target, partition, Isolation.COMMITTED);
    if (victim.profile() == Profile.FAITHFUL_COMPACTED) {
      // Each side's cleaner takes aborted data away when it likes.
      return LogDiff.compacted(committed, copy);
    }
    SeenLog rawCopy = read(target, partition, Isolation.UNCOMMITTED);
    if (victim.profile() == Profile.FAITHFUL) {
      SeenLog raw = read(source, partition, Isolation.UNCOMMITTED);
      return LogDiff.exact(committed, copy).or(() -> LogDiff.exact(raw, rawCopy));
    }
    // Aborted data must not be there at all.
    return between(partition, committed, copy).or(() -> between(partition, committed, rawCopy));
  }

  /** What speaks against a halt for a source that rewrote its log. */
  Optional<LogDiff.Difference> equalUntilRewritten(TopicPartition partition) {
    return LogDiff.rewritten(
        read(source, partition, Isolation.COMMITTED), read(target, partition, Isolation.COMMITTED));
  }

  /** What speaks against a halt at this offset of the target; none is no reason to halt. */
  Optional<LogDiff.Difference> equalUntil(TopicPartition partition, OptionalLong offset) {
    return offset.isEmpty()
        ? Optional.of(new LogDiff.Difference(0, "halted, but no transaction was ended twice"))
        : LogDiff.equalUntil(
            offset.getAsLong(),
            read(source, partition, Isolation.UNCOMMITTED),
            read(target, partition, Isolation.UNCOMMITTED));
  }

  private Optional<LogDiff.Difference> between(
      TopicPartition partition, SeenLog original, SeenLog copy) {
    if (victim.profile().kind() == LinkKind.MAPPED) {
      return LogDiff.mapped(original, copy, offsets(partition));
    }
    if (victim.profile() == Profile.COMPACTED) {
      return LogDiff.compacted(original, copy);
    }
    if (victim.profile() == Profile.POISONED) {
      List<SeenLetter> letters = letters(partition);
      return Losses.lettersMissing(original, copy, gaps(partition), letters)
          .or(() -> LogDiff.exact(Losses.without(original, gaps(partition)), copy));
    }
    return victim.profile() == Profile.DELETING
        ? LogDiff.deleting(original, copy)
            .or(
                () ->
                    Losses.unexplained(
                        original,
                        copy,
                        victim.acknowledged().of(partition.partition()),
                        gaps(partition)))
        : LogDiff.exact(original, copy);
  }

  /** Nothing may be put aside or called lost where the test gave no reason. */
  Optional<String> lettersOrGaps() {
    boolean letters = victim.all().stream().anyMatch(partition -> !letters(partition).isEmpty());
    if (letters && victim.profile() != Profile.POISONED) {
      return Optional.of(victim.topic() + ": there are dead letters");
    }
    return victim.profile().mayHaveGaps() || ledger().isEmpty()
        ? Optional.empty()
        : Optional.of(victim.topic() + ": the ledger knows of gaps:\n  " + ledgerText());
  }

  private List<SeenLetter> letters(TopicPartition partition) {
    List<SeenLetter> letters = new ArrayList<>();
    SeenLog.each(
        target.cluster(),
        new TopicPartition("strait.dlq." + link, 0),
        Isolation.COMMITTED,
        entry -> letters.add(SeenLetter.of(entry)));
    letters.removeIf(letter -> !letter.source().equals(partition));
    return letters;
  }

  String ledgerText() {
    return String.join("\n  ", ledger().stream().map(Gap::toString).toList());
  }

  private List<Gap> gaps(TopicPartition partition) {
    return ledger().stream().filter(gap -> gap.target().equals(partition)).toList();
  }

  private List<Gap> ledger() {
    return GapLedger.readIfAny(target.cluster(), link).stream()
        .filter(gap -> gap.target().topic().equals(victim.topic()))
        .toList();
  }

  /** The map as anybody may read it. */
  private OffsetMap offsets(TopicPartition partition) {
    Map<Long, byte[]> blocks = new HashMap<>();
    TopicPartition stored = new TopicPartition("strait.offsets." + link, 0);
    List<ConsumerRecord<byte[], byte[]>> entries = new ArrayList<>();
    SeenLog.each(target.cluster(), stored, Isolation.COMMITTED, entries::add);
    for (ConsumerRecord<byte[], byte[]> entry : entries) {
      OffsetKey key = OffsetKey.fromBytes(entry.key());
      if (key.target().equals(partition)) {
        blocks.remove(key.firstTarget());
        if (entry.value() != null) {
          blocks.put(key.firstTarget(), entry.value());
        }
      }
    }
    return OffsetBlocks.read(blocks);
  }

  private static SeenLog read(Side side, TopicPartition partition, Isolation isolation) {
    return SeenLog.read(side.cluster(), partition, isolation);
  }
}
