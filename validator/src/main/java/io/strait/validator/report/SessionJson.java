package io.strait.validator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Stretch;
import io.strait.validator.explain.ModeGuide;
import io.strait.validator.scope.Confidence;
import io.strait.validator.session.Coverage;
import io.strait.validator.session.SessionReport;
import io.strait.validator.session.Standing;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * JSON form of a run of {@code strait verify}: all that {@link JsonReport} says of its scan, then
 * {@code mode}, {@code selection}, {@code coverage} ({@code asked}, {@code judged}, {@code proven},
 * {@code explained}, {@code divergent}, {@code unproved}, all in source offsets, and {@code
 * percent} proved or explained), {@code sample} or null ({@code text}, {@code records}, {@code
 * runs}, {@code possible_runs}, {@code offsets}, {@code at_most_differing}), {@code seed} (16 hex
 * digits), {@code source_cluster}, {@code target_cluster} (ids), {@code topic_ids}, {@code
 * contracts} (by source topic, in words), {@code resumed_from} or null, {@code state} or null,
 * {@code notes}, {@code cannot_see}, {@code tool}. Each partition also has {@code asked} and {@code
 * stretches} ({@code from}, {@code to}, {@code state}: proved, explained, divergent or unproved,
 * {@code why}). In a sample {@code judged} and {@code proven} of a partition are those of its first
 * run; its stretches say the rest.
 */
public final class SessionJson {
  private SessionJson() {}

  /**
   * A run as a tree.
   *
   * @param tool name and version of what judged
   */
  public static ObjectNode tree(SessionReport report, String tool) {
    ObjectNode root = JsonReport.tree(report.scan());
    ArrayNode partitions = (ArrayNode) root.get("partitions");
    for (int i = 0; i < report.standings().size(); i++) {
      partition((ObjectNode) partitions.get(i), report.standings().get(i));
    }
    root.put("mode", report.mode().word());
    root.put("selection", report.selection());
    coverage(root.putObject("coverage"), report.coverage());
    report
        .confidence()
        .ifPresentOrElse(
            sample -> sample(root.putObject("sample"), sample), () -> root.putNull("sample"));
    root.put("seed", HexFormat.of().toHexDigits(report.seed()));
    root.put("source_cluster", report.sourceCluster());
    root.put("target_cluster", report.targetCluster());
    texts(root.putObject("topic_ids"), report.topicIds());
    texts(root.putObject("contracts"), report.contracts());
    root.put("resumed_from", report.resumedFrom().orElse(null));
    root.put("state", report.state().orElse(null));
    texts(root.putArray("notes"), report.notes());
    texts(root.putArray("cannot_see"), blind(report));
    root.put("tool", tool);
    return root;
  }

  /** What the run's mode cannot see, as sentences. */
  static List<String> blind(SessionReport report) {
    return ModeGuide.of(report.mode().word()).map(ModeGuide::blind).orElse(List.of());
  }

  private static void partition(ObjectNode node, Standing standing) {
    range(node.putArray("asked"), standing.asked());
    ArrayNode stretches = node.putArray("stretches");
    for (Stretch stretch : standing.stretches()) {
      stretches
          .addObject()
          .put("from", stretch.range().from())
          .put("to", stretch.range().to())
          .put("state", stretch.state().name().toLowerCase(Locale.ROOT))
          .put("why", stretch.why());
    }
  }

  private static void coverage(ObjectNode node, Coverage coverage) {
    node.put("asked", coverage.asked()).put("judged", coverage.judged());
    node.put("proven", coverage.proven()).put("explained", coverage.explained());
    node.put("divergent", coverage.divergent()).put("unproved", coverage.unproved());
    node.put("percent", coverage.percent());
  }

  private static void sample(ObjectNode node, Confidence sample) {
    node.put("text", sample.text()).put("records", sample.records());
    node.put("runs", sample.runs()).put("possible_runs", sample.allRuns());
    node.put("offsets", sample.offsets());
    node.put("at_most_differing", sample.mostDiffering());
  }

  private static void range(ArrayNode node, OffsetRange range) {
    node.add(range.from()).add(range.to());
  }

  private static void texts(ArrayNode node, List<String> texts) {
    texts.forEach(node::add);
  }

  private static void texts(ObjectNode node, Map<String, String> texts) {
    texts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> node.put(entry.getKey(), entry.getValue()));
  }
}
