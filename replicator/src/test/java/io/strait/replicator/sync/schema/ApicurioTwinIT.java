package io.strait.replicator.sync.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.registry.Registries;
import io.strait.replicator.registry.RegistrySpec;
import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaReference;
import io.strait.replicator.registry.SchemaRegistry;
import io.strait.replicator.registry.SchemaText;
import io.strait.replicator.registry.SchemaType;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.sync.select.Selection;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.topology.TopicSelection;
import io.strait.sandbox.SandboxRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two real registries (Apicurio 2.6.13); each test goes on where the one before ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApicurioTwinIT {
  private static final SchemaText FLIGHT = avro("Flight", List.of(), "number:string");
  private static final SchemaText LATER = avro("Flight", List.of(), "number:string", "seats:int:0");
  private static final SchemaText LATEST =
      avro("Flight", List.of(), "number:string", "seats:int:0", "rows:int:0");
  private static final String BASE =
      "syntax = \"proto3\";\npackage p;\nmessage Base { int32 x = 1; }\n";
  private static final String USE =
      "syntax = \"proto3\";\npackage p;\nimport \"base.proto\";\nmessage Use { Base b = 1; }\n";

  @TempDir static Path folder;
  private static SandboxRegistry east;
  private static SandboxRegistry west;
  private static final MemoryApplied APPLIED = new MemoryApplied();

  @BeforeAll
  static void start() {
    CompletableFuture<SandboxRegistry> first =
        CompletableFuture.supplyAsync(() -> SandboxRegistry.start(folder));
    west = SandboxRegistry.start(folder);
    east = first.join();
  }

  @AfterAll
  static void stop() {
    east.close();
    west.close();
  }

  private static SchemaText avro(String name, List<SchemaReference> references, String... fields) {
    return new SchemaText(SchemaType.AVRO, TwoFakes.avro(name, fields), references);
  }

  private static RegistrySpec spec(SandboxRegistry registry) {
    return RegistrySpec.open(
        new ClusterAlias(registry == east ? "east" : "west"), URI.create(registry.url()));
  }

  private static SchemaRegistry client(SandboxRegistry registry) {
    return Registries.open(spec(registry), Clock.systemUTC());
  }

  private static SchemaReconciler link(
      SandboxRegistry from, SandboxRegistry to, String subjects, MemoryApplied applied) {
    return new SchemaReconciler(
        spec(from),
        spec(to),
        new SchemaPolicy(
            new Selection(List.of(Pattern.compile(subjects)), List.of(Pattern.compile("junk.*"))),
            "",
            IdPolicy.AUTO,
            Rewrite.AUTO),
        TopicSelection.of(List.of(new TopicMapping("orders", "eu.orders"))),
        Drift.REPORT,
        applied,
        Clock.systemUTC(),
        new Random(3));
  }

  private static SchemaVersion version(SchemaRegistry registry, String subject, int version) {
    return registry.read().version(new SchemaKey(subject, version)).orElseThrow();
  }

  @Test
  @Order(1)
  void shouldKeepIdsByNativeImportWhenTargetIsEmpty() {
    SchemaRegistry source = client(east);
    source.register("junk", avro("Junk", List.of(), "a:int"));
    source.register("flights-value", FLIGHT);
    source.register("flights-value", LATER);
    source.register(
        "uses-value",
        avro("Uses", List.of(new SchemaReference("Flight", "flights-value", 2)), "f:Flight"));
    source.register("base.proto", new SchemaText(SchemaType.PROTOBUF, BASE, List.of()));
    source.register(
        "use-value",
        new SchemaText(
            SchemaType.PROTOBUF, USE, List.of(new SchemaReference("base.proto", "base.proto", 1))));
    source.register(
        "form-value", new SchemaText(SchemaType.JSON, "{\"type\":\"object\"}", List.of()));
    source.register("gone-value", avro("Gone", List.of(), "a:int"));
    source.softDelete(new SchemaKey("gone-value", 1));
    source.softDelete(new SchemaKey("flights-value", 1));
    source.setLevel("flights-value", Optional.of("BACKWARD_TRANSITIVE"));

    SchemaReconciler link = link(east, west, ".*", APPLIED);
    TwinPlan plan = link.plan();
    assertThat(plan.notes().get(0)).startsWith("ids are kept by native import");
    assertThat(plan.toApply()).hasSize(8);
    assertThat(link.apply(plan)).allMatch(Outcome::done);

    assertThat(link.plan().differences()).isEmpty();
    assertThat(link.ids().isIdentity()).isTrue();
    assertThat(version(client(west), "uses-value", 1)).isEqualTo(version(source, "uses-value", 1));
    assertThat(version(client(west), "gone-value", 1).deleted()).isTrue();
    assertThat(client(west).byId(version(source, "gone-value", 1).id(), ".")).isPresent();
  }

  @Test
  @Order(2)
  void shouldFindTheSameIdWhenAnApplicationRegistersTheSameOnTheTarget() {
    SchemaVersion uses = version(client(east), "uses-value", 1);
    SchemaVersion later = version(client(east), "flights-value", 2);

    assertThat(client(west).register("uses-value", uses.text()).id()).isEqualTo(uses.id());
    assertThat(client(west).register("flights-value", later.text()).id()).isEqualTo(later.id());
    assertThat(link(east, west, ".*", APPLIED).plan().differences()).isEmpty();
  }

  @Test
  @Order(3)
  void shouldKeepTheIdOfANewVersionWhenTheTargetIsNotEmptyAnyMore() {
    SchemaVersion added = client(east).register("flights-value", LATEST);
    client(east).setGlobalLevel(".", "FORWARD");
    SchemaReconciler link = link(east, west, ".*", APPLIED);

    assertThat(link.apply(link.plan())).hasSize(2).allMatch(Outcome::done);

    assertThat(version(client(west), "flights-value", 3)).isEqualTo(added);
    assertThat(client(west).read().global()).isEqualTo("FORWARD");
    assertThat(client(west).check("flights-value", avro("Flight", List.of(), "z:int")).compatible())
        .isFalse();
  }

  @Test
  @Order(4)
  void shouldReportWhatSomebodyElseDidOnTheTargetAndAnIdThatIsTaken() {
    SchemaRegistry target = client(west);
    target.softDelete(new SchemaKey("flights-value", 3));
    target.register("local-value", avro("Local", List.of(), "a:int"));
    client(east).register("orders-value", avro("Order", List.of(), "a:int"));
    SchemaReconciler link = link(east, west, ".*", APPLIED);

    assertThat(link.plan().differences())
        .extracting(one -> one.resource() + " " + one.handling())
        .containsExactlyInAnyOrder(
            "subject flights-value v3 " + Handling.DRIFT,
            "subject orders-value v1 " + Handling.BLOCKED);
  }

  @Test
  @Order(5)
  void shouldRemapWhenTheTargetHasSchemasOfItsOwn() {
    MemoryApplied applied = new MemoryApplied();
    SchemaReconciler link = link(east, west, "orders-value|uses-value|form-value", applied);
    SchemaVersion order = version(client(east), "orders-value", 1);

    TwinPlan plan = link.plan();
    assertThat(plan.notes().get(0)).startsWith("ids are remapped").contains("schemas of its own");
    link.apply(plan);

    SchemaVersion there = version(client(west), "eu.orders-value", 1);
    assertThat(there.id()).isNotEqualTo(order.id());
    assertThat(there.text()).isEqualTo(order.text());
    assertThat(link.ids().target(order.id())).isEqualTo(OptionalInt.of(there.id()));
    assertThat(link.ids().isIdentity()).isFalse();
  }
}
