package io.strait.ops.view;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.ops.flow.ByteRate;
import io.strait.ops.flow.LinkFlow;
import io.strait.ops.flow.OperatorFlow;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.engine.PriorityClass;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** How fast a link may go and who decided it, for machines; field names are stable. */
public final class FlowJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private FlowJson() {}

  /** Everything that holds now; each {@code _from} is {@code config} or {@code operator}. */
  public static ObjectNode of(LinkFlow flow) {
    FlowSettings now = flow.settings();
    Optional<OperatorFlow> operator = flow.operator();
    ObjectNode json = MAPPER.createObjectNode();
    json.put("link", flow.link().value());
    json.put("rate", new ByteRate(now.bytesPerSecond()).toString());
    json.put("bytes_per_second", now.bytesPerSecond());
    json.put("rate_from", from(operator.flatMap(OperatorFlow::bytesPerSecond)));
    new TreeSet<>(now.pausedTopics()).forEach(json.putArray("paused")::add);
    json.put("paused_from", from(operator.flatMap(OperatorFlow::pausedTopics)));
    ObjectNode classes = json.putObject("classes");
    new TreeMap<>(now.classes()).forEach((topic, one) -> classes.put(topic, word(one)));
    json.put("classes_from", from(operator.flatMap(OperatorFlow::classes)));
    ObjectNode weights = json.putObject("weights");
    for (PriorityClass one : PriorityClass.values()) {
      weights.put(word(one), now.weightOf(one));
    }
    json.put("weights_from", from(operator.flatMap(OperatorFlow::weights)));
    operator.ifPresent(
        found -> json.put("changed_at", found.at().toString()).put("changed_by", found.by()));
    flow.problem().ifPresent(problem -> json.put("problem", problem));
    return json;
  }

  private static String from(Optional<?> operators) {
    return operators.isPresent() ? "operator" : "config";
  }

  private static String word(PriorityClass one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
