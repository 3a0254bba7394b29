package io.strait.validator.records;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.log.Subject;
import java.util.Optional;

/** The range that must be proved for a partition; empty: whatever both sides have. */
@FunctionalInterface
interface Demands {
  Optional<OffsetRange> of(Subject subject);
}
