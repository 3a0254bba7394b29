package io.strait.ops.view;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Views for machines; field names are stable. Numbers that are not known yet are -1. */
public final class StatusJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private StatusJson() {}

  /** The whole daemon. */
  public static ObjectNode of(DaemonStatus status) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("at", status.at().toString());
    Readiness readiness = Readiness.of(status);
    json.put("ready", readiness.ready());
    readiness.reasons().forEach(json.putArray("reasons")::add);
    ArrayNode links = links(status.links());
    for (int i = 0; i < links.size(); i++) {
      ObjectNode link = (ObjectNode) links.get(i);
      status.losses(status.links().get(i).link().name()).ifPresent(losses -> put(link, losses));
      status
          .flow(status.links().get(i).link().name())
          .ifPresent(flow -> link.set("flow", FlowJson.of(flow)));
      status
          .promise(status.links().get(i).link().name())
          .ifPresent(promise -> link.set("slo", SloJson.of(promise)));
      status
          .audit(status.links().get(i).link().name())
          .ifPresent(audit -> link.set("audit", AuditView.json(audit)));
      link.set("twin", TwinJson.kept(status.twins(status.links().get(i).link().name())));
    }
    json.set("links", links);
    ArrayNode waves = json.putArray("waves");
    status.waves().forEach(wave -> waves.add(wave(wave)));
    return json;
  }

  /** Links with their partitions. */
  public static ArrayNode links(List<LinkProgress> links) {
    ArrayNode array = MAPPER.createArrayNode();
    links.forEach(link -> array.add(link(link)));
    return array;
  }

  private static ObjectNode link(LinkProgress link) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("name", link.link().name().value());
    json.put("source", link.link().source().value());
    json.put("target", link.link().target().value());
    json.put("owner", link.owner());
    json.put("lag_records", link.lag());
    json.put("delay_ms", Delay.of(link));
    json.put("copied_records", link.recordsCopied());
    json.put("copied_bytes", link.bytesCopied());
    json.set("modes", tally(link, partition -> partition.mode().name()));
    json.set("guards", tally(link, partition -> partition.guard().name()));
    json.set("states", tally(link, partition -> partition.state().name()));
    link.problem().ifPresent(problem -> json.put("problem", problem));
    ArrayNode refused = json.putArray("refused_topics");
    link.refused()
        .forEach(one -> refused.addObject().put("topic", one.topic()).put("reason", one.reason()));
    ArrayNode partitions = json.putArray("partitions");
    link.partitions().forEach(partition -> partitions.add(partition(partition)));
    return json;
  }

  private static void put(ObjectNode link, LinkLosses losses) {
    link.put("dead_letters", losses.deadLetters());
    ObjectNode gaps = link.putObject("gaps");
    new TreeMap<>(losses.gaps()).forEach((cause, count) -> gaps.put(cause.name(), count));
  }

  /** How many partitions there are of each kind. */
  private static ObjectNode tally(LinkProgress link, Function<PartitionProgress, String> kind) {
    Map<String, Long> counts =
        link.partitions().stream()
            .collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
    ObjectNode json = MAPPER.createObjectNode();
    counts.forEach(json::put);
    return json;
  }

  private static ObjectNode partition(PartitionProgress partition) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("topic", partition.target().topic());
    json.put("partition", partition.target().partition());
    json.put("state", partition.state().name());
    json.put("mode", partition.mode().name());
    json.put("mode_reason", partition.modeReason());
    json.put("guard", partition.guard().name());
    json.put("source_log_start", partition.sourceLogStart());
    json.put("source_log_end", partition.sourceLogEnd());
    json.put("copied_to", partition.copiedTo());
    json.put("target_end", partition.targetEnd());
    json.put("lag_records", partition.lag());
    json.put("delay_ms", Delay.of(partition));
    json.put("gap_offsets", partition.counts().gapOffsets());
    json.put("aborted_records", partition.counts().abortedRecords());
    json.put("filtered_records", partition.counts().filteredRecords());
    json.put("dead_letters", partition.counts().deadLetters());
    json.put("missed_tombstones", partition.counts().missedTombstones());
    json.put("ledger_entries", partition.counts().ledgerEntries());
    json.put("lost_offsets", partition.counts().lostOffsets());
    ObjectNode rewritten = json.putObject("rewritten_records");
    new TreeMap<>(partition.counts().rewrittenRecords()).forEach(rewritten::put);
    partition.problem().ifPresent(problem -> json.put("problem", problem));
    return json;
  }

  private static ObjectNode wave(WaveStatus wave) {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("wave", wave.wave())
            .put("owner", wave.owner())
            .put("state", wave.state())
            .put("detail", wave.detail());
    wave.migration().ifPresent(view -> json.set("migration", MigrationJson.of(view)));
    return json;
  }
}
