package io.strait.ops.twin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.strait.replicator.registry.RegistrySpec;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.LastApplied;
import io.strait.replicator.sync.schema.SchemaPolicy;
import io.strait.replicator.sync.schema.SchemaReconciler;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.topology.TopicSelection;
import io.strait.replicator.wire.SchemaIdTable.Fate;
import io.strait.replicator.wire.SchemaIdTable.Side;
import io.strait.sandbox.fake.FakeRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against two FAKE registries, of which the second has schemas of its own: ids are remapped. */
final class SchemaIdGateTest {
  private static final Side VALUES = new Side("orders", false);
  private static final Side KEYS = new Side("orders", true);
  private static final Side ELSEWHERE = new Side("clicks", true);

  private final FakeRegistry east = FakeRegistry.start();
  private final FakeRegistry west = FakeRegistry.start();
  private final Kept applied = new Kept();
  private final SchemaIdGate gate =
      new SchemaIdGate(new LinkName("east-west"), SchemaPolicy.defaults());

  @BeforeEach
  void fill() {
    for (int i = 0; i < 5; i++) {
      register(west, "others-value", "Other" + i);
    }
  }

  @AfterEach
  void stop() {
    east.close();
    west.close();
  }

  @Test
  void shouldLetNothingPassBeforeTheRegistriesWereCompared() {
    assertThat(gate.isIdentity()).isFalse();
    assertThat(gate.fate(VALUES, 1).waits().orElseThrow()).contains("not been compared");
    gate.follow(reconciler().ids());
    assertThat(gate.fate(VALUES, 1).waits().orElseThrow()).contains("not been compared");
  }

  @Test
  void shouldRewriteIdsOfTheTopicsOwnSubjectsOnly() {
    int id = register(east, "orders-value", "Order");
    SchemaReconciler reconciler = kept();

    int there = gate.fate(VALUES, id).target().orElseThrow();

    assertThat(there).isNotEqualTo(id);
    assertThat(west.ask("GET", "/schemas/ids/" + there, "").path("schema").asText())
        .contains("Order");
    assertThat(gate.fate(KEYS, id)).as("a long may look like it").isEqualTo(Fate.SAME);
    assertThat(gate.fate(ELSEWHERE, id)).isEqualTo(Fate.SAME);
    assertThat(gate.fate(VALUES, 1_700_000_000)).as("far above all ids").isEqualTo(Fate.SAME);
    assertThat(reconciler.plan().toApply()).isEmpty();
  }

  @Test
  void shouldWaitForANewSchemaUntilTheTargetHasIt() {
    register(east, "orders-value", "Order");
    SchemaReconciler reconciler = kept();
    int late = register(east, "orders-value", "Late");

    assertThat(gate.fate(VALUES, late).waits().orElseThrow()).contains("looked up");
    assertThat(reconciler.ids().lookUp(reconciler::sourceHas)).isTrue();
    reconciler.plan();
    assertThat(gate.takeMissing()).isFalse();
    assertThat(gate.fate(VALUES, late).waits().orElseThrow()).contains("not on the target yet");
    assertThat(gate.takeMissing()).isTrue();
    reconciler.apply(reconciler.plan());
    assertThat(gate.fate(VALUES, late).target()).isPresent();
  }

  @Test
  void shouldLeaveBytesAloneThatTheSourceKnowsNothingOf() {
    int id = register(east, "orders-value", "Order");
    SchemaReconciler reconciler = kept();

    assertThat(gate.fate(VALUES, id + 7).waits()).isPresent();
    assertThat(reconciler.ids().lookUp(reconciler::sourceHas)).isFalse();
    assertThat(gate.fate(VALUES, id + 7)).isEqualTo(Fate.SAME);
  }

  @Test
  void shouldNotTakeAnotherTopicsSubjectForItsOwn() {
    int id = register(east, "orders-eu-value", "OrderOfAnother");
    int record = register(east, "orders-io.strait.Order", "Order");
    kept();

    assertThat(gate.fate(VALUES, id)).isEqualTo(Fate.SAME);
    assertThat(gate.fate(VALUES, record).target()).isPresent();
    assertThat(gate.fate(KEYS, record)).isEqualTo(Fate.SAME);
    assertThat(gate.fate(new Side("orders-eu", false), id).target()).isPresent();
  }

  @Test
  void shouldNotLetBytesElsewhereSettleWhatAnIdIsHere() {
    int id = register(east, "orders-value", "Order");
    SchemaReconciler reconciler = kept();
    assertThat(gate.fate(ELSEWHERE, id + 1).waits()).isPresent();
    assertThat(reconciler.ids().lookUp(reconciler::sourceHas)).isFalse();
    assertThat(gate.fate(ELSEWHERE, id + 1)).isEqualTo(Fate.SAME);

    assertThat(register(east, "orders-value", "Late")).isEqualTo(id + 1);

    assertThat(gate.fate(VALUES, id + 1).waits()).isPresent();
  }

  @Test
  void shouldStillRewriteIdsWhoseSchemasTheSourceHasLost() {
    int id = register(east, "orders-value", "Order");
    SchemaReconciler reconciler = kept();
    Fate before = gate.fate(VALUES, id);
    east.ask("DELETE", "/subjects/orders-value", "");
    east.ask("DELETE", "/subjects/orders-value?permanent=true", "");

    assertThat(reconciler.plan().toApply()).as("the source may have lost its data").isEmpty();

    assertThat(gate.fate(VALUES, id)).isEqualTo(before);
  }

  @Test
  void shouldGoOnByWhatWasAppliedWhileARegistryIsDown() {
    int id = register(east, "orders-value", "Order");
    kept();
    int there = gate.fate(VALUES, id).target().orElseThrow();
    west.close();
    SchemaReconciler restarted = reconciler();
    SchemaIdGate other = new SchemaIdGate(new LinkName("east-west"), SchemaPolicy.defaults());
    other.follow(restarted.ids());

    restarted.recall();

    assertThat(other.fate(VALUES, id)).isEqualTo(Fate.becomes(there));
    assertThat(other.fate(KEYS, id)).isEqualTo(Fate.SAME);
  }

  private SchemaReconciler kept() {
    SchemaReconciler reconciler = reconciler();
    gate.follow(reconciler.ids());
    reconciler.apply(reconciler.plan());
    return reconciler;
  }

  private SchemaReconciler reconciler() {
    return new SchemaReconciler(
        RegistrySpec.open(new ClusterAlias("east"), east.url()),
        RegistrySpec.open(new ClusterAlias("west"), west.url()),
        SchemaPolicy.defaults(),
        TopicSelection.of(List.of(TopicMapping.same("orders"), TopicMapping.same("clicks"))),
        Drift.REPORT,
        applied,
        Clock.systemUTC(),
        new Random(7));
  }

  private static int register(FakeRegistry at, String subject, String name) {
    at.ask("PUT", "/config/" + subject, "{\"compatibility\":\"NONE\"}");
    String schema = "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[]}";
    String body = JsonNodeFactory.instance.objectNode().put("schema", schema).toString();
    return at.ask("POST", "/subjects/" + subject + "/versions", body).path("id").asInt();
  }

  /** In memory. */
  private static final class Kept implements LastApplied {
    private final Map<String, String> values = new TreeMap<>();

    @Override
    public Optional<String> value(Aspect aspect, String resource) {
      return Optional.ofNullable(values.get(resource));
    }

    @Override
    public Map<String, String> values(Aspect aspect) {
      return Map.copyOf(values);
    }

    @Override
    public void applied(Aspect aspect, Map<String, Optional<String>> news) {
      news.forEach(
          (key, value) ->
              value.ifPresentOrElse(one -> values.put(key, one), () -> values.remove(key)));
    }
  }
}
