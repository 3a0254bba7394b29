package io.strait.migrator.step;

import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.OffsetRange;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The independent judge of a copy. */
public interface Prover {
  /**
   * Connects and reads what a comparison of this link will need, before anybody is held for it. A
   * failure is no concern here: the comparison will meet it again, and say so.
   */
  void prepare(Link link);

  /**
   * Compares source and target of a link over these ranges.
   *
   * @param ranges by source partition, in source offsets
   */
  Comparison compare(Link link, Map<TopicPartition, OffsetRange> ranges);

  /** What was found. */
  sealed interface Comparison {
    /** No difference. */
    record Equal(long records) implements Comparison {}

    /** At least one difference that no benign cause explains. */
    record Differs(List<String> findings) implements Comparison {
      /** Keeps a copy. */
      public Differs {
        findings = List.copyOf(findings);
      }
    }

    /** Not everything could be read. */
    record Unclear(String reason) implements Comparison {}
  }
}
