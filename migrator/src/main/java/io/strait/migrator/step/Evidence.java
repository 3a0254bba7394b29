package io.strait.migrator.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.migrator.cutover.Frontier;
import io.strait.migrator.fence.acl.Deny;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.journal.JournalCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The written form of evidence in the journal; both directions, frozen with the journal's shape.
 */
public final class Evidence {
  /** Names the cluster whose DENYs on topics an intent raises. */
  public static final String RAISES_WRITES = "raises_writes";

  /** Names the cluster whose DENYs on groups an intent raises. */
  public static final String RAISES_GROUPS = "raises_groups";

  /** Names the cluster whose DENYs on topics an outcome lifted. */
  public static final String LIFTED_WRITES = "lifted_writes";

  /** Names the cluster whose DENYs on groups an outcome lifted. */
  public static final String LIFTED_GROUPS = "lifted_groups";

  /** The authority of the route that an intent orders. */
  public static final String ORDERS_ROUTE = "orders_route";

  /** Up to where an outcome found both sides equal. */
  public static final String VERIFIED_TO = "verified_to";

  private Evidence() {}

  /** {@code {"flights-0": 17}}. */
  public static ObjectNode frontier(Frontier frontier) {
    ObjectNode json = JournalCodec.data();
    frontier.ends().forEach((partition, end) -> json.put(partition.toString(), end));
    return json;
  }

  /** Reads {@link #frontier} back. */
  public static Frontier frontier(JsonNode json) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    json.properties()
        .forEach(
            field -> {
              int dash = field.getKey().lastIndexOf('-');
              ends.put(
                  new TopicPartition(
                      field.getKey().substring(0, dash),
                      Integer.parseInt(field.getKey().substring(dash + 1))),
                  field.getValue().asLong());
            });
    return Frontier.of(ends);
  }

  /** The DENYs of a fence: which we raise, and which were somebody else's before. */
  public static ObjectNode denials(DenyPlan plan) {
    ObjectNode json = JournalCodec.data();
    json.put("cluster", plan.cluster());
    ArrayNode raised = json.putArray("raised");
    ArrayNode foreign = json.putArray("foreign");
    plan.raised().forEach(deny -> raised.add(deny(deny)));
    plan.foreign().forEach(deny -> foreign.add(deny(deny)));
    return json;
  }

  /** Reads {@link #denials} back. */
  public static DenyPlan denials(JsonNode json) {
    return new DenyPlan(
        json.path("cluster").asText(), denies(json.path("raised")), denies(json.path("foreign")));
  }

  private static ObjectNode deny(Deny deny) {
    return JournalCodec.data()
        .put("resourceType", deny.resourceType())
        .put("resource", deny.resource())
        .put("operation", deny.operation())
        .put("principal", deny.principal());
  }

  private static List<Deny> denies(JsonNode array) {
    List<Deny> denies = new ArrayList<>();
    array.forEach(
        json ->
            denies.add(
                new Deny(
                    json.path("resourceType").asText(),
                    json.path("resource").asText(),
                    json.path("operation").asText(),
                    json.path("principal").asText())));
    return denies;
  }
}
