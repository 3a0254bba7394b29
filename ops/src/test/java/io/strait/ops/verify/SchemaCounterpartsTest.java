package io.strait.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.registry.RegistryState;
import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaReference;
import io.strait.replicator.registry.SchemaText;
import io.strait.replicator.registry.SchemaType;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.sync.schema.SchemaPolicy;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.relation.IdMap;
import io.strait.validator.relation.RewrittenIds;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SchemaCounterpartsTest {
  private static final TopicMapping ORDERS = TopicMapping.same("orders");

  private final NavigableMap<SchemaKey, SchemaVersion> source = new TreeMap<>();
  private final NavigableMap<SchemaKey, SchemaVersion> target = new TreeMap<>();

  @Test
  void shouldMapIdsWhenTheTextIsTheSame() {
    put(source, "orders-value", 1, 1, "{\"type\": \"string\"}");
    put(source, "orders-value", 2, 2, "{\"type\": \"long\"}");
    put(target, "other-value", 1, 1, "{\"type\": \"bytes\"}");
    put(target, "orders-value", 1, 8, "{\"type\":\"string\"}");
    put(target, "orders-value", 2, 9, "{ \"type\" : \"long\" }");

    assertThat(values().images()).isEqualTo(Map.of(1, 8, 2, 9));
    assertThat(values().lacking()).isEmpty();
  }

  @Test
  void shouldSayWhichIdsHaveNoCounterpart() {
    put(source, "orders-value", 1, 1, "{\"type\": \"string\"}");
    put(target, "orders-value", 1, 1, "{\"type\": \"bytes\"}");

    assertThat(values().images()).isEmpty();
    assertThat(values().lacking()).isEqualTo(Set.of(1));
  }

  @Test
  void shouldOnlyCountIdsOfTheTopicsOwnSubjects() {
    put(source, "orders-eu-value", 1, 1, "{\"type\": \"string\"}");
    put(source, "orders-key", 1, 2, "{\"type\": \"long\"}");
    put(source, "orders-com.example.Order", 1, 3, "{\"type\": \"int\"}");

    assertThat(values().lacking()).isEqualTo(Set.of(3));
    assertThat(keys().lacking()).isEqualTo(Set.of(2));
  }

  @Test
  void shouldLookThroughReferencesWhateverTheirNumbers() {
    put(source, "money", 1, 1, "{\"type\": \"int\"}");
    put(source, "money", 2, 2, "{\"type\": \"long\"}");
    refer(source, 3, "money", 2);
    put(target, "money", 1, 5, "{\"type\": \"long\"}");
    refer(target, 6, "money", 1);

    assertThat(values().images()).isEqualTo(Map.of(3, 6));
    put(target, "money", 1, 5, "{\"type\": \"int\"}");
    assertThat(values().lacking()).isEqualTo(Set.of(3));
  }

  @Test
  void shouldLetOneStandForAllWhenTheTargetHasASchemaTwice() {
    put(source, "orders-value", 1, 1, "{\"type\": \"string\"}");
    put(target, "orders-value", 1, 4, "{\"type\": \"string\"}");
    put(target, "orders-value", 2, 5, "{\"type\": \"string\"}");

    assertThat(values().images()).isEqualTo(Map.of(1, 4));
    assertThat(values().alike()).isEqualTo(Map.of(5, 4));
  }

  @Test
  void shouldLookIntoTheContextThatTheLinkUses() {
    put(source, "orders-value", 1, 1, "{\"type\": \"string\"}");
    put(target, "orders-value", 1, 3, "{\"type\": \"string\"}");
    put(target, ":.east:orders-value", 1, 2, "{\"type\": \"string\"}");
    SchemaPolicy defaults = SchemaPolicy.defaults();
    SchemaPolicy east =
        new SchemaPolicy(defaults.subjects(), ".east", defaults.ids(), defaults.rewrite());

    RewrittenIds ids =
        (RewrittenIds) new SchemaCounterparts(state(source), state(target), east).of(ORDERS);

    assertThat(ids.values().images()).isEqualTo(Map.of(1, 2));
  }

  private IdMap values() {
    return ids().values();
  }

  private IdMap keys() {
    return ids().keys();
  }

  private RewrittenIds ids() {
    return (RewrittenIds)
        new SchemaCounterparts(state(source), state(target), SchemaPolicy.defaults()).of(ORDERS);
  }

  private static RegistryState state(NavigableMap<SchemaKey, SchemaVersion> versions) {
    return new RegistryState(versions, Map.of(), "NONE", List.of());
  }

  private static void put(
      NavigableMap<SchemaKey, SchemaVersion> to, String subject, int version, int id, String text) {
    SchemaKey key = new SchemaKey(subject, version);
    to.put(
        key, new SchemaVersion(key, id, new SchemaText(SchemaType.AVRO, text, List.of()), false));
  }

  private static void refer(
      NavigableMap<SchemaKey, SchemaVersion> to, int id, String subject, int version) {
    SchemaKey key = new SchemaKey("orders-value", 1);
    SchemaText text =
        new SchemaText(
            SchemaType.AVRO,
            "{\"type\": \"record\"}",
            List.of(new SchemaReference("money", subject, version)));
    to.put(key, new SchemaVersion(key, id, text, false));
  }
}
