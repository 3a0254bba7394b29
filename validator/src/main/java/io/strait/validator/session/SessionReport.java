package io.strait.validator.session;

import io.strait.validator.records.ScanReport;
import io.strait.validator.scope.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of {@code strait verify} came to.
 *
 * @param mode how much was read, and how closely
 * @param selection what was asked for, in words
 * @param scan the verdict, the findings, and what was found per partition
 * @param standings per partition, in the order of {@code scan}
 * @param coverage all partitions together
 * @param contracts what each source topic's copy was declared to be, in words
 * @param confidence what the sample says; only in {@link Mode#SAMPLE}
 * @param seed under which digests and samples were made
 * @param sourceCluster id that the source gives itself
 * @param targetCluster id that the target gives itself
 * @param topicIds of the source topics, by name; topics without an id are left out
 * @param resumedFrom the run that this one went on with, and when that had begun
 * @param state where the proof is kept
 * @param isCut whether the run was ended before it had judged all that was asked for
 * @param notes what else to know, in sentences; what this mode cannot see is not among them
 */
public record SessionReport(
    Mode mode,
    String selection,
    ScanReport scan,
    List<Standing> standings,
    Coverage coverage,
    Map<String, String> contracts,
    Optional<Confidence> confidence,
    long seed,
    String sourceCluster,
    String targetCluster,
    Map<String, String> topicIds,
    Optional<String> resumedFrom,
    Optional<String> state,
    boolean isCut,
    List<String> notes) {
  /** Copies the collections. */
  public SessionReport {
    standings = List.copyOf(standings);
    contracts = Map.copyOf(contracts);
    topicIds = Map.copyOf(topicIds);
    notes = List.copyOf(notes);
  }

  /** The same with more notes behind those it has. */
  public SessionReport noting(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new SessionReport(
        mode,
        selection,
        scan,
        standings,
        coverage,
        contracts,
        confidence,
        seed,
        sourceCluster,
        targetCluster,
        topicIds,
        resumedFrom,
        state,
        isCut,
        all);
  }
}
