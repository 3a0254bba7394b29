package io.strait.validator.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * All that is known of a link's audit: what its entries add up to, in the order in which they were
 * stored. Not safe for several threads.
 */
public final class AuditState {
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private final Map<TopicPartition, PartitionPosition> positions = new TreeMap<>(ORDER);
  private final Map<TopicPartition, TreeMap<Long, SealedRange>> ranges = new TreeMap<>(ORDER);
  private final Map<String, AuditFinding> findings = new TreeMap<>();
  private final WindowBook book;
  private Optional<AuditOwner> owner = Optional.empty();
  private AuditLook look = AuditLook.NONE;

  /** Nothing is known; good for reading. */
  public AuditState() {
    this(WindowRule.defaults(), (entry, kept) -> {});
  }

  /** Nothing is known; {@code changes} is told what becomes of windows. */
  AuditState(WindowRule rule, BiConsumer<AuditEntry, Boolean> changes) {
    this.book = new WindowBook(rule, changes);
  }

  /** Takes in an entry as it was stored; the later one of a name wins. */
  public void take(AuditEntry entry) {
    if (entry instanceof AuditOwner one) {
      owner = Optional.of(one);
    } else if (entry instanceof AuditLook one) {
      look = one;
    } else if (entry instanceof PartitionPosition position) {
      positions.put(position.sourcePartition(), position);
      TreeMap<Long, SealedRange> kept = ranges(position.sourcePartition());
      kept.headMap(position.keptFrom(), false).clear();
      kept.tailMap(position.sealedTo(), true).clear();
    } else if (entry instanceof SealedRange range) {
      ranges(range.partition()).put(range.range().from(), range);
    } else if (entry instanceof EventWindow window) {
      book.restore(window);
    } else if (entry instanceof TopicTime time) {
      book.restore(time);
    } else if (entry instanceof AuditFinding finding) {
      findings.put(finding.name(), finding);
    }
  }

  /** Who audits. */
  public Optional<AuditOwner> owner() {
    return owner;
  }

  /** The last look that was stored. */
  public AuditLook look() {
    return look;
  }

  /** How far a partition is. */
  public Optional<PartitionPosition> position(TopicPartition source) {
    return Optional.ofNullable(positions.get(source));
  }

  /** All positions, by topic and partition. */
  public List<PartitionPosition> positions() {
    return List.copyOf(positions.values());
  }

  /** All ranges that are kept, by partition and offset. */
  public List<SealedRange> sealed() {
    return ranges.values().stream().flatMap(kept -> kept.values().stream()).toList();
  }

  /** All findings, by topic, partition and place. */
  public List<AuditFinding> findings() {
    return findings.values().stream()
        .sorted(
            Comparator.comparing((AuditFinding one) -> one.topic().source())
                .thenComparingInt(AuditFinding::partition)
                .thenComparingLong(AuditFinding::divergesAt)
                .thenComparing(AuditFinding::code))
        .toList();
  }

  /** How many findings there are. */
  int findingCount() {
    return findings.size();
  }

  /** A finding by its name. */
  Optional<AuditFinding> finding(String name) {
    return Optional.ofNullable(findings.get(name));
  }

  /** The windows. */
  public WindowBook windows() {
    return book;
  }

  /** The ranges of a partition that are kept, by their begin. */
  TreeMap<Long, SealedRange> ranges(TopicPartition source) {
    return ranges.computeIfAbsent(source, key -> new TreeMap<>());
  }
}
