package io.strait.replicator.sync.schema;

import static io.strait.replicator.sync.schema.TwoFakes.avro;
import static io.strait.replicator.sync.schema.TwoFakes.get;
import static io.strait.replicator.sync.schema.TwoFakes.register;
import static io.strait.replicator.sync.schema.TwoFakes.set;
import static io.strait.replicator.sync.schema.TwoFakes.tryRegister;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.registry.RegistryException;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.Outcome;
import io.strait.replicator.sync.TwinPlan;
import io.strait.replicator.sync.select.Selection;
import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against FAKE registries, over real HTTP. */
class SchemaReconcilerTest {
  private static final String FLIGHT = avro("Flight", "number:string");
  private static final String LATER = avro("Flight", "number:string", "seats:int:0");
  private static final String OTHER = avro("Other", "a:int");
  private final TwoFakes both = new TwoFakes();

  @AfterEach
  void close() {
    both.close();
  }

  private void planEqual() {
    assertThat(both.plan().differences()).isEmpty();
  }

  @Test
  void shouldKeepIdsAndVersionsWhenTargetEnforcesImport() {
    register(both.east, "warm-up", OTHER);
    register(both.east, "flights-value", FLIGHT);
    register(both.east, "flights-value", LATER);
    both.east.ask("DELETE", "/subjects/warm-up", "");
    both.east.ask("DELETE", "/subjects/warm-up?permanent=true", "");

    TwinPlan plan = both.plan();
    assertThat(plan.notes().get(0)).startsWith("ids are kept by mode IMPORT");
    assertThat(plan.toApply()).hasSize(2);
    assertThat(both.apply()).allMatch(Outcome::done);

    assertThat(get(both.west, "/subjects/flights-value/versions/2").path("id").asInt())
        .isEqualTo(3);
    assertThat(get(both.west, "/subjects?deleted=true")).hasSize(1);
    assertThat(get(both.west, "/mode/flights-value").path("error_code").asInt()).isEqualTo(40409);
    planEqual();
  }

  @Test
  void shouldSendNoWriteWhenNothingDiffers() {
    register(both.east, "flights-value", FLIGHT);
    both.apply();
    int before = both.west.writes();
    int kept = both.applied.writes();

    planEqual();

    assertThat(both.west.writes()).isEqualTo(before);
    assertThat(both.applied.writes()).isEqualTo(kept);
    assertThat(both.east.writes()).isZero();
  }

  @Test
  void shouldRemapWhenTargetHasSchemasOfItsOwn() {
    register(both.west, "local-value", OTHER);
    int source = register(both.east, "flights-value", FLIGHT);

    SchemaReconciler reconciler = both.reconciler();
    TwinPlan plan = reconciler.plan();
    assertThat(plan.notes().get(0)).startsWith("ids are remapped").contains("local-value v1");
    assertThat(reconciler.ids().target(source)).isEmpty();
    assertThat(reconciler.ids().exists(source)).isTrue();
    assertThat(reconciler.ids().isSettled("values", source)).isFalse();
    assertThat(reconciler.apply(plan)).allMatch(Outcome::done);

    assertThat(reconciler.ids().isIdentity()).isFalse();
    assertThat(reconciler.ids().target(source)).isEqualTo(OptionalInt.of(2));
    assertThat(get(both.west, "/mode/flights-value").has("error_code")).isTrue();
    planEqual();
  }

  @Test
  void shouldRemapWhenRegistryIgnoresIds() {
    both.west.ignoreIds();
    register(both.east, "warm-up", OTHER);
    both.east.ask("DELETE", "/subjects/warm-up", "");
    both.east.ask("DELETE", "/subjects/warm-up?permanent=true", "");
    register(both.east, "flights-value", FLIGHT);

    assertThat(both.plan().notes().get(0))
        .startsWith("ids are remapped")
        .contains("gave id 1 when asked for 2");
    assertThat(get(both.west, "/subjects?deleted=true")).isEmpty();
    both.ids = IdPolicy.KEEP;
    assertThat(both.plan().differences())
        .extracting(Difference::handling)
        .containsOnly(Handling.BLOCKED);
  }

  @Test
  void shouldCarryReferencesInOrderAndByTheNumbersOfTheTarget() {
    both.topics = List.of(new TopicMapping("flights", "eu.flights"));
    both.ids = IdPolicy.REMAP;
    register(both.east, "z-base", OTHER);
    register(both.east, "z-base", avro("Other", "a:int", "b:int:1"));
    both.east.ask("DELETE", "/subjects/z-base/versions/1", "");
    both.east.ask("DELETE", "/subjects/z-base/versions/1?permanent=true", "");
    register(both.east, "flights-value", FLIGHT, "Other=z-base=2");
    both.subjects = new Selection(List.of(Pattern.compile("flights-.*")), List.of());

    assertThat(both.resources()).containsExactly("subject z-base v2", "subject flights-value v1");
    assertThat(both.apply()).allMatch(Outcome::done);

    assertThat(
            get(both.west, "/subjects/eu.flights-value/versions/1")
                .path("references")
                .get(0)
                .path("version")
                .asInt())
        .isEqualTo(1);
    assertThat(both.plan().notes()).contains("z-base v2 of the source is z-base v1 there");
    planEqual();
  }

  @Test
  void shouldCarryDeletedVersionsSoThatTheirIdsResolve() {
    register(both.east, "flights-value", FLIGHT);
    register(both.east, "flights-value", LATER);
    both.east.ask("DELETE", "/subjects/flights-value/versions/1", "");

    assertThat(both.apply()).allMatch(Outcome::done);

    assertThat(get(both.west, "/subjects/flights-value/versions").toString()).isEqualTo("[2]");
    assertThat(get(both.west, "/schemas/ids/1").path("schema").asText()).isEqualTo(FLIGHT);
    planEqual();
    both.east.ask("DELETE", "/subjects/flights-value", "");
    assertThat(both.apply()).allMatch(Outcome::done);
    assertThat(get(both.west, "/subjects")).isEmpty();
    planEqual();
    both.east.ask("DELETE", "/subjects/flights-value?permanent=true", "");
    planEqual();
    assertThat(get(both.west, "/schemas/ids/1").has("schema")).isTrue();
  }

  @Test
  void shouldHideWhatRefersToOthersFirst() {
    register(both.east, "a-base", OTHER);
    register(both.east, "b-use", FLIGHT, "Other=a-base=1");
    both.east.ask("DELETE", "/subjects/b-use", "");
    both.east.ask("DELETE", "/subjects/a-base", "");

    assertThat(both.apply()).hasSize(2).allMatch(Outcome::done);

    assertThat(get(both.west, "/subjects")).isEmpty();
    assertThat(get(both.west, "/subjects?deleted=true")).hasSize(2);
    planEqual();
  }

  @Test
  void shouldTryNothingOutWhenTheTargetHasEverything() {
    register(both.east, "flights-value", FLIGHT);
    register(both.west, "flights-value", FLIGHT);
    SchemaReconciler reconciler = both.reconciler();

    assertThat(reconciler.plan().differences()).isEmpty();

    assertThat(both.west.writes()).isZero();
    assertThat(reconciler.ids().isIdentity()).as("the next id may not be kept").isFalse();
    assertThat(reconciler.ids().target(1)).hasValue(1);
  }

  @Test
  void shouldReportWhatSomebodyElseChangedOnTheTarget() {
    register(both.east, "flights-value", FLIGHT);
    set(both.east, "/config/flights-value", "compatibility", "FULL");
    both.apply();
    register(both.west, "flights-value", LATER);
    both.west.ask("DELETE", "/subjects/flights-value/versions/1", "");
    set(both.west, "/config/flights-value", "compatibility", "NONE");

    assertThat(both.plan().differences())
        .extracting(one -> one.resource() + " " + one.field() + " " + one.handling())
        .containsExactlyInAnyOrder(
            "subject flights-value v1 state DRIFT",
            "subject flights-value v2 on the target  DRIFT",
            "compatibility of subject flights-value  DRIFT");

    both.drift = Drift.OVERWRITE;
    assertThat(both.apply()).hasSize(2).allMatch(Outcome::done);
    assertThat(get(both.west, "/config/flights-value").path("compatibilityLevel").asText())
        .isEqualTo("FULL");
    assertThat(get(both.west, "/subjects/flights-value/versions/1").path("id").asInt())
        .isEqualTo(1);
  }

  @Test
  void shouldTakeOverAHistoryThatItsLevelOfTodayWouldRefuse() {
    both.ids = IdPolicy.REMAP;
    set(both.east, "/config/flights-value", "compatibility", "NONE");
    register(both.east, "flights-value", FLIGHT);
    register(both.east, "flights-value", OTHER);
    set(both.east, "/config/flights-value", "compatibility", "BACKWARD");

    assertThat(both.apply()).hasSize(3).allMatch(Outcome::done);

    assertThat(get(both.west, "/config/flights-value").path("compatibilityLevel").asText())
        .isEqualTo("BACKWARD");
    planEqual();
  }

  @Test
  void shouldGoOnWithTheRestWhenTheTargetRefusesOne() {
    register(both.west, "flights-value", OTHER);
    register(both.east, "flights-value", FLIGHT);
    register(both.east, "planes-value", LATER);
    register(both.east, "uses", avro("Uses", "x:int"), "Flight=flights-value=1");

    List<Outcome> outcomes = both.apply();

    assertThat(outcomes)
        .filteredOn(one -> !one.done())
        .extracting(one -> one.difference().resource())
        .containsExactly("subject flights-value v1", "subject uses v1");
    assertThat(outcomes.get(0).message())
        .contains("registry of cluster 'west'", "409", "change the compatibility level");
    assertThat(outcomes).filteredOn(Outcome::done).hasSize(1);
  }

  @Test
  void shouldFindAFaultWhenTheRegistryAnswersWithoutStoring() {
    register(both.east, "flights-value", FLIGHT);
    both.ids = IdPolicy.REMAP;
    SchemaReconciler reconciler = both.reconciler();
    TwinPlan plan = reconciler.plan();
    both.west.faults().stores(false);

    List<Outcome> outcomes = reconciler.apply(plan);

    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).done()).isFalse();
    assertThat(outcomes.get(0).message()).contains("answered 200, but does not have the schema");
    assertThat(reconciler.ids().target(1)).isEmpty();
    both.west.faults().stores(true);
    assertThat(both.apply()).allMatch(Outcome::done);
  }

  @Test
  void shouldBlockEverythingWhenTheTargetIsReadOnly() {
    register(both.east, "flights-value", FLIGHT);
    set(both.west, "/mode", "mode", "READONLY");

    assertThat(both.plan().differences())
        .allMatch(one -> one.handling() == Handling.BLOCKED && one.reason().contains("READONLY"));
    assertThat(both.west.writes()).isZero();
  }

  @Test
  void shouldNameTheSubjectWhenOnlyItIsReadOnly() {
    register(both.east, "flights-value", FLIGHT);
    register(both.east, "planes-value", LATER);
    both.ids = IdPolicy.REMAP;
    set(both.west, "/mode/flights-value", "mode", "READONLY");

    List<Outcome> outcomes = both.apply();

    assertThat(outcomes).filteredOn(one -> !one.done()).hasSize(1);
    assertThat(outcomes.get(0).message()).contains("42205", "PUT /mode");
  }

  @Test
  void shouldPutModesBackWhenAnApplyWasInterrupted() {
    register(both.east, "flights-value", FLIGHT);
    both.applied.crashAt(3);
    assertThatThrownBy(both::apply).hasMessage("crashed");
    assertThat(get(both.west, "/mode/flights-value").has("error_code")).isTrue();
    set(both.west, "/mode/flights-value", "mode", "IMPORT");
    both.applied.crashAt(Integer.MAX_VALUE);

    assertThat(both.resources()).contains("mode of subject flights-value");
    assertThat(both.apply()).allMatch(Outcome::done);

    assertThat(get(both.west, "/mode/flights-value").has("error_code")).isTrue();
    planEqual();
  }

  /** The interrupted one had more to register, so the mode is met again before it is put back. */
  @Test
  void shouldPutModesBackAsTheyWereBeforeTheFirstInterruption() {
    register(both.east, "flights-value", FLIGHT);
    both.applied.applied(
        Aspect.SCHEMAS,
        Map.of(
            SchemaModes.resource("flights-value"),
            Optional.of(SchemaModes.text(Optional.empty()))));
    set(both.west, "/mode/flights-value", "mode", "IMPORT");

    assertThat(both.apply()).allMatch(Outcome::done);

    assertThat(get(both.west, "/subjects/flights-value/versions/1").has("id")).isTrue();
    assertThat(get(both.west, "/mode/flights-value").has("error_code")).isTrue();
    planEqual();
  }

  @Test
  void shouldKeepIdsApartInAContextOfTheTarget() {
    register(both.west, "local-value", OTHER);
    register(both.east, "flights-value", FLIGHT);
    register(both.east, ":.lab:flights-value", LATER);
    both.context = ".east";

    assertThat(both.plan().notes().get(0)).startsWith("ids are kept by mode IMPORT");
    assertThat(both.apply()).allMatch(Outcome::done);

    assertThat(get(both.west, "/subjects/:.east:flights-value/versions/1").path("id").asInt())
        .isEqualTo(1);
    assertThat(get(both.west, "/subjects/:.east.lab:flights-value/versions/1").has("id")).isTrue();
    assertThat(get(both.west, "/schemas/ids/1").path("schema").asText()).isEqualTo(OTHER);
    planEqual();
  }

  @Test
  void shouldStayWithItsChoiceWhenTheTargetGetsSchemasOfItsOwn() {
    register(both.east, "flights-value", FLIGHT);
    both.apply();
    register(both.west, "local-value", OTHER);
    register(both.east, "flights-value", LATER);

    TwinPlan plan = both.plan();

    assertThat(plan.notes().get(0)).startsWith("ids are kept");
    assertThat(plan.differences()).extracting(Difference::handling).containsOnly(Handling.BLOCKED);
    assertThat(plan.differences().get(0).reason()).contains("id 2 belongs to local-value v1");
  }

  @Test
  void shouldLeaveTheRegistrysOwnLevelToAPersonWhenOthersUseIt() {
    set(both.east, "/config", "compatibility", "FULL");
    register(both.east, "flights-value", FLIGHT);
    assertThat(both.apply()).hasSize(2).allMatch(Outcome::done);
    assertThat(get(both.west, "/config").path("compatibilityLevel").asText()).isEqualTo("FULL");

    register(both.west, "local-value", OTHER);
    set(both.east, "/config", "compatibility", "FORWARD");

    assertThat(both.plan().differences())
        .extracting(Difference::handling)
        .containsExactly(Handling.MANUAL);
  }

  @Test
  void shouldRefuseASchemaThatRefersToNothing() {
    register(both.east, "z-base", OTHER);
    register(both.east, "flights-value", FLIGHT, "Other=z-base=1");
    both.east.ask("DELETE", "/subjects/flights-value", "");
    both.east.ask("DELETE", "/subjects/z-base", "");
    both.east.ask("DELETE", "/subjects/z-base?permanent=true", "");

    assertThat(both.plan().differences())
        .extracting(one -> one.handling() + " " + one.reason())
        .singleElement()
        .asString()
        .contains("REFUSED it refers to z-base v1, which the source does not have");
  }

  @Test
  void shouldSayWhichRegistryIsDownWhenItDoesNotAnswer() {
    register(both.east, "flights-value", FLIGHT);
    both.west.faults().drops(true);

    assertThatThrownBy(both::plan)
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("registry of cluster 'west'")
        .hasMessageContaining("is it running");
  }

  @Test
  void shouldTellAnIdFromBytesThatOnlyLookLikeOne() {
    register(both.west, "local-value", OTHER);
    register(both.east, "flights-value", FLIGHT);
    SchemaReconciler reconciler = both.reconciler();
    reconciler.apply(reconciler.plan());
    LiveIds ids = reconciler.ids();
    int later = register(both.east, "flights-value", LATER);

    assertThat(ids.isSettled("values", 1)).isTrue();
    assertThat(ids.isSettled("values", 4711)).isFalse();
    assertThat(ids.isSettled("values", later)).isFalse();
    assertThat(ids.lookUp(reconciler::sourceHas)).isTrue();
    assertThat(ids.isSettled("values", 4711)).isTrue();
    assertThat(ids.isSettled("values", later)).isFalse();

    reconciler.apply(reconciler.plan());
    assertThat(ids.target(later)).isEqualTo(OptionalInt.of(3));
    assertThat(ids.lookUp(reconciler::sourceHas)).isFalse();
  }

  @Test
  void shouldReadARegistryThatListsNoPages() {
    both.east.faults().pages(false);
    both.west.faults().pageSize(1);
    register(both.east, "flights-value", FLIGHT);
    register(both.east, "flights-value", LATER);
    register(both.east, "gone", OTHER);
    both.east.ask("DELETE", "/subjects/gone", "");

    assertThat(both.apply()).allMatch(Outcome::done);
    planEqual();
    assertThat(tryRegister(both.west, "gone", OTHER).path("id").asInt()).isEqualTo(3);
  }
}
