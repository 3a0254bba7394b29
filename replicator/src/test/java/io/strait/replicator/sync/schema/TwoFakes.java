package io.strait.replicator.sync.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.registry.RegistrySpec;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.sync.select.Selection;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.topology.TopicSelection;
import io.strait.sandbox.fake.FakeRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Random;

/** Two FAKE registries and what keeps one the twin of the other. */
final class TwoFakes implements AutoCloseable {
  final FakeRegistry east = FakeRegistry.start();
  final FakeRegistry west = FakeRegistry.start();
  final MemoryApplied applied = new MemoryApplied();
  IdPolicy ids = IdPolicy.AUTO;
  Drift drift = Drift.REPORT;
  String context = "";
  Selection subjects = Selection.everything();
  List<TopicMapping> topics = List.of(TopicMapping.same("flights"));

  static RegistrySpec spec(String alias, FakeRegistry registry) {
    return RegistrySpec.open(new ClusterAlias(alias), registry.url());
  }

  SchemaReconciler reconciler() {
    return new SchemaReconciler(
        spec("east", east),
        spec("west", west),
        new SchemaPolicy(subjects, context, ids, Rewrite.AUTO),
        TopicSelection.of(topics),
        drift,
        applied,
        Clock.systemUTC(),
        new Random(7));
  }

  TwinPlan plan() {
    return reconciler().plan();
  }

  List<Outcome> apply() {
    SchemaReconciler one = reconciler();
    return one.apply(one.plan());
  }

  List<String> resources() {
    return plan().differences().stream().map(Difference::resource).toList();
  }

  /** A flat Avro record. */
  static String avro(String name, String... fields) {
    StringBuilder text =
        new StringBuilder("{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[");
    for (int i = 0; i < fields.length; i++) {
      String[] parts = fields[i].split(":");
      text.append(i == 0 ? "" : ",")
          .append("{\"name\":\"" + parts[0] + "\",\"type\":\"" + parts[1] + "\"")
          .append(parts.length > 2 ? ",\"default\":" + parts[2] + "}" : "}");
    }
    return text + "]}";
  }

  /**
   * Registers.
   *
   * @param references {@code name=subject=version}
   */
  static int register(FakeRegistry at, String subject, String text, String... references) {
    JsonNode answer = tryRegister(at, subject, text, references);
    if (!answer.has("id")) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.path("id").asInt();
  }

  static JsonNode tryRegister(FakeRegistry at, String subject, String text, String... references) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("schema", text);
    if (text.startsWith("syntax")) {
      body.put("schemaType", "PROTOBUF");
    }
    for (String reference : references) {
      String[] parts = reference.split("=");
      body.withArray("references")
          .addObject()
          .put("name", parts[0])
          .put("subject", parts[1])
          .put("version", Integer.parseInt(parts[2]));
    }
    return at.ask("POST", "/subjects/" + subject + "/versions", body.toString());
  }

  static JsonNode get(FakeRegistry at, String path) {
    return at.ask("GET", path, "");
  }

  static void set(FakeRegistry at, String path, String key, String value) {
    at.ask("PUT", path, "{\"" + key + "\":\"" + value + "\"}");
  }

  @Override
  public void close() {
    east.close();
    west.close();
  }
}
