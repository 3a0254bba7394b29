package io.strait.replicator.sync.schema;

import static io.strait.replicator.sync.schema.TwoFakes.avro;
import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.registry.RegistryState;
import io.strait.replicator.registry.SchemaKey;
import io.strait.replicator.registry.SchemaReference;
import io.strait.replicator.registry.SchemaText;
import io.strait.replicator.registry.SchemaType;
import io.strait.replicator.registry.SchemaVersion;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.schema.CheckFinding.Code;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.topology.TopicSelection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
  private static final String FIRST = avro("F", "a:int", "b:int");
  private static final String SECOND = avro("F", "a:int");
  private static final String THIRD = avro("F", "a:int", "b:string");

  private static SchemaVersion version(
      String subject, int version, int id, String text, SchemaReference... references) {
    return new SchemaVersion(
        new SchemaKey(subject, version),
        id,
        new SchemaText(SchemaType.AVRO, text, List.of(references)),
        false);
  }

  private static RegistryState state(String level, SchemaVersion... versions) {
    TreeMap<SchemaKey, SchemaVersion> all = new TreeMap<>();
    for (SchemaVersion one : versions) {
      all.put(one.key(), one);
    }
    return new RegistryState(all, Map.of(), level, List.of());
  }

  private static SchemaCheck check(
      IdStrategy strategy, RegistryState source, RegistryState target) {
    SchemaView view =
        new SchemaView(
            source,
            target,
            Map.of(),
            new SubjectNaming(TopicSelection.of(List.of(TopicMapping.same("f"))), ""),
            SchemaPolicy.defaults(),
            Drift.REPORT,
            false);
    return new SchemaCheck(view, strategy, (subject, text) -> List.of("asked " + subject));
  }

  @Test
  void shouldCompareTransitivelyUnderTheSourcesLevelWhenTheTargetHasNone() {
    SchemaCheck check =
        check(
            IdStrategy.REMAP,
            state("BACKWARD", version("f-value", 3, 9, THIRD)),
            state("NONE", version("f-value", 1, 1, FIRST), version("f-value", 2, 2, SECOND)));

    List<CheckFinding> findings = check.schemas();

    assertThat(findings).extracting(CheckFinding::code).containsOnly(Code.INCOMPATIBLE);
    assertThat(findings)
        .extracting(CheckFinding::detail)
        .anyMatch(one -> one.contains("f-value v1 wrote") && one.contains("TYPE_MISMATCH"))
        .anyMatch(one -> one.contains("f-value v2 wrote") && one.contains("READER_FIELD_MISSING"));
  }

  @Test
  void shouldFindNothingWhenTheTargetHasAllOfIt() {
    RegistryState both =
        state("FULL", version("f-value", 1, 1, FIRST), version("f-value", 2, 2, THIRD));

    assertThat(check(IdStrategy.KEEP_BY_MODE, both, both).schemas()).isEmpty();
  }

  @Test
  void shouldJudgeAPlannedSchemaByBothSidesAndItsReferences() {
    SchemaReference reference = new SchemaReference("F", "f-value", 1);
    SchemaReference lost = new SchemaReference("G", "g-value", 1);
    String uses =
        "{\"type\":\"record\",\"name\":\"U\",\"fields\":[{\"name\":\"f\",\"type\":\"F\"}]}";
    SchemaCheck check =
        check(
            IdStrategy.REMAP,
            state("BACKWARD", version("f-value", 1, 1, FIRST), version("u", 1, 2, avro("U"))),
            state("BACKWARD", version("f-value", 1, 7, FIRST)));

    assertThat(check.planned("u", new SchemaText(SchemaType.AVRO, uses, List.of(reference))))
        .singleElement()
        .satisfies(one -> assertThat(one.detail()).contains("source", "u v1", "/fields/0"));
    assertThat(check.planned("new", new SchemaText(SchemaType.AVRO, uses, List.of(lost))))
        .extracting(CheckFinding::code)
        .containsExactly(Code.REFERENCE_MISSING);
    assertThat(check.planned("new", new SchemaText(SchemaType.JSON, "{}", List.of())))
        .singleElement()
        .satisfies(one -> assertThat(one.detail()).contains("asked new"));
  }

  @Test
  void shouldNameLiveIdsThatWouldBreak() {
    RegistryState source =
        state("NONE", version("f-value", 1, 1, FIRST), version("f-value", 2, 2, SECOND));
    RegistryState target =
        state("NONE", version("f-value", 1, 1, FIRST), version("x", 1, 2, THIRD));
    IdUse.Place place = new IdUse.Place(0, 5);
    IdScanResult scan =
        new IdScanResult(
            "f",
            3,
            true,
            List.of(
                IdUse.once("f", false, 1, place),
                IdUse.once("f", false, 2, place),
                IdUse.once("f", true, 77, place)),
            List.of());

    assertThat(check(IdStrategy.KEEP_BY_MODE, source, target).ids(scan))
        .extracting(CheckFinding::code)
        .containsExactly(Code.ID_OTHER_CONTENT, Code.ID_UNKNOWN);
    assertThat(check(IdStrategy.REMAP, source, target).ids(scan))
        .extracting(CheckFinding::code)
        .containsExactly(Code.ID_MISSING, Code.ID_UNKNOWN);
  }

  @Test
  void shouldOrderByNeedAndRefuseWhatRefersToItself() {
    SchemaReference toB = new SchemaReference("B", "b", 1);
    SchemaReference toA = new SchemaReference("A", "a", 1);
    SchemaReference toC = new SchemaReference("C", "c", 1);
    RegistryState state =
        state(
            "NONE",
            version("a", 1, 1, FIRST, toB),
            version("b", 1, 2, SECOND, toC),
            version("c", 1, 3, THIRD),
            version("x", 1, 4, FIRST, new SchemaReference("Y", "y", 1)),
            version("y", 1, 5, FIRST, new SchemaReference("X", "x", 1)),
            version("z", 1, 6, FIRST, toA, new SchemaReference("X", "x", 1)));

    DependencyOrder order = DependencyOrder.of(state, "a"::equals);
    assertThat(order.ordered())
        .extracting(one -> one.key().subject())
        .containsExactly("c", "b", "a");

    DependencyOrder all = DependencyOrder.of(state, subject -> true);
    assertThat(all.ordered()).extracting(one -> one.key().subject()).containsExactly("c", "b", "a");
    assertThat(all.refused().keySet())
        .extracting(SchemaKey::subject)
        .containsExactlyInAnyOrder("x", "y", "z");
    assertThat(all.refused().get(new SchemaKey("y", 1))).contains("refers to itself through x v1");
  }

  @Test
  void shouldLetSubjectsFollowTheTopicsThatAreRenamed() {
    SubjectNaming naming =
        new SubjectNaming(
            TopicSelection.of(List.of(new TopicMapping("orders", "eu.orders"))), ".east");

    assertThat(naming.target("orders-value")).isEqualTo(":.east:eu.orders-value");
    assertThat(naming.target("orders-key")).isEqualTo(":.east:eu.orders-key");
    assertThat(naming.target("com.acme.Order")).isEqualTo(":.east:com.acme.Order");
    assertThat(naming.target(":.lab:other-value")).isEqualTo(":.east.lab:other-value");
  }
}
