package io.strait.validator.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import io.strait.validator.metadata.SchemaView.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.Test;

class QuotaAndSchemaDriftTest {
  private static final String RATE = "producer_byte_rate";
  private static final String RECORD =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";

  @Test
  void shouldTellWhoMovedAQuota() {
    assertThat(quota(100, 200, 100)).isEqualTo(Moved.TARGET);
    assertThat(quota(200, 100, 100)).isEqualTo(Moved.SOURCE);
    assertThat(quota(200, 300, 100)).isEqualTo(Moved.BOTH);
  }

  @Test
  void shouldCompareQuotasUnderMappedNames() {
    QuotaScope scope =
        new QuotaScope(name -> "eu-" + name, entity -> true, Optional.empty(), Moved.UNKNOWN);
    ResourceReport report =
        new QuotaDrift(scope)
            .judge(
                Map.of(user("app"), Map.of(RATE, 5.0), user(null), Map.of(RATE, 9.0)),
                Map.of(user("eu-app"), Map.of(RATE, 5.0), user(null), Map.of(RATE, 9.0)));
    assertThat(report.findings()).isEmpty();
    assertThat(report.compared()).isEqualTo(2);
  }

  @Test
  void shouldExplainQuotasOfUsersWhoBecomeOne() {
    QuotaScope scope =
        new QuotaScope(name -> "one", entity -> true, Optional.empty(), Moved.UNKNOWN);
    ResourceReport report =
        new QuotaDrift(scope)
            .judge(Map.of(user("a"), Map.of(RATE, 5.0), user("b"), Map.of(RATE, 6.0)), Map.of());
    assertThat(report.findings()).hasSize(1);
    assertThat(report.word()).isEqualTo("passed");
  }

  @Test
  void shouldCompareSchemasByWhatTheySay() {
    Version here = version("s", 3, 7, RECORD, false);
    Version there = version("s", 1, 42, RECORD.replace(":", " : ").replace(",", " ,\n"), false);
    assertThat(schemas(false, here, there)).isEmpty();
    List<ResourceFinding> ids = schemas(true, here, there);
    assertThat(ids).hasSize(1);
    assertThat(ids.get(0).field()).isEqualTo("id");
  }

  @Test
  void shouldNameSchemasThatAreMissingHiddenOrForeign() {
    Version here = version("s", 1, 7, RECORD, false);
    Version other = version("s", 1, 7, RECORD.replace("int", "long"), false);
    assertThat(schemas(false, here, other))
        .extracting(ResourceFinding::field)
        .containsExactly("", "text");
    assertThat(schemas(false, here, version("s", 1, 7, RECORD, true)))
        .extracting(ResourceFinding::field)
        .containsExactly("deleted");
    assertThat(schemas(false, here, version("t", 1, 7, RECORD, false)))
        .extracting(ResourceFinding::who)
        .containsExactly(Moved.UNKNOWN);
  }

  @Test
  void shouldTellWhoMovedASchema() {
    Version here = version("s", 1, 7, RECORD, false);
    for (Moved who : List.of(Moved.SOURCE, Moved.TARGET)) {
      SchemaScope scope =
          new SchemaScope(
              subject -> true,
              name -> name,
              false,
              Optional.of(who == Moved.TARGET ? Set.of("s v1") : Set.of()),
              Moved.UNKNOWN);
      ResourceReport report =
          new SchemaDrift(scope)
              .judge(new SchemaView(List.of(here), Map.of()), new SchemaView(List.of(), Map.of()));
      assertThat(report.findings().get(0).who()).isEqualTo(who);
    }
  }

  private static List<ResourceFinding> schemas(boolean ids, Version here, Version there) {
    return new SchemaDrift(SchemaScope.plain(ids))
        .judge(new SchemaView(List.of(here), Map.of()), new SchemaView(List.of(there), Map.of()))
        .findings();
  }

  private static Version version(String subject, int number, int id, String text, boolean deleted) {
    return new Version(subject, number, id, "AVRO", text, Map.of(), deleted);
  }

  private static Moved quota(double here, double there, double applied) {
    QuotaScope scope =
        new QuotaScope(
            name -> name,
            entity -> true,
            Optional.of(Map.of("user=app " + RATE, applied)),
            Moved.NEVER_APPLIED);
    List<ResourceFinding> findings =
        new QuotaDrift(scope)
            .judge(
                Map.of(user("app"), Map.of(RATE, here)), Map.of(user("app"), Map.of(RATE, there)))
            .findings();
    assertThat(findings).hasSize(1);
    return findings.get(0).who();
  }

  private static ClientQuotaEntity user(String name) {
    return new ClientQuotaEntity(java.util.Collections.singletonMap(ClientQuotaEntity.USER, name));
  }
}
