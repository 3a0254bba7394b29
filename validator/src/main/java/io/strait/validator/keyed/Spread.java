package io.strait.validator.keyed;

import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.contract.Contract;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.LogView;
import java.util.List;
import java.util.Map;

/**
 * A topic whose records were spread anew over partitions by their keys. Confined to the worker that
 * judges it.
 *
 * @param topic the topic on both sides
 * @param sources its partitions on the source
 * @param targets its partitions on the target
 * @param contract what is declared about records
 * @param options how to judge
 * @param demanded by source partition, the range that must be proved; live where there is none
 * @param settled by source partition, what had arrived on the target some time ago: later records
 *     may still be on their way, because a copier sends to several partitions at a time and they
 *     take their turns; without an entry, only what stands behind all that arrived may
 */
public record Spread(
    TopicMapping topic,
    List<LogView> sources,
    List<LogView> targets,
    Contract contract,
    ScanOptions options,
    Map<Integer, OffsetRange> demanded,
    Map<Integer, Long> settled) {
  /** Copies the lists. */
  public Spread {
    sources = List.copyOf(sources);
    targets = List.copyOf(targets);
    demanded = Map.copyOf(demanded);
    settled = Map.copyOf(settled);
  }
}
