package io.strait.replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SchemaTextTest {
  private static final SchemaReference REFERENCE = new SchemaReference("n.A", "a-value", 2);

  private static SchemaText text(SchemaType type, String text) {
    return new SchemaText(type, text, List.of());
  }

  @Test
  void shouldMeanTheSameWhenOnlyBlanksAndTheOrderOfKeysDiffer() {
    SchemaText one = text(SchemaType.AVRO, "{\"type\":\"record\",\"name\":\"A\",\"fields\":[]}");
    SchemaText same =
        text(SchemaType.AVRO, "{ \"name\" : \"A\", \"fields\": [],\n \"type\":\"record\" }");

    assertThat(one.means(same)).isTrue();
    assertThat(one.digest()).isEqualTo(same.digest());
  }

  @Test
  void shouldMeanAnotherWhenDocumentationOrTypeOrReferencesDiffer() {
    SchemaText one = text(SchemaType.AVRO, "{\"type\":\"string\"}");

    assertThat(one.means(text(SchemaType.AVRO, "{\"type\":\"string\",\"doc\":\"x\"}"))).isFalse();
    assertThat(one.means(text(SchemaType.JSON, "{\"type\":\"string\"}"))).isFalse();
    assertThat(one.means(new SchemaText(SchemaType.AVRO, one.text(), List.of(REFERENCE))))
        .isFalse();
  }

  @Test
  void shouldLookThroughCommentsButNotThroughStringsOfProtobuf() {
    SchemaText one = text(SchemaType.PROTOBUF, "// a\nmessage A {\n /* b */ string s = 1;\n}\n");

    assertThat(one.means(text(SchemaType.PROTOBUF, "message A { string s=1; }"))).isTrue();
    assertThat(one.means(text(SchemaType.PROTOBUF, "message A { string s = 11; }"))).isFalse();
    assertThat(
            text(SchemaType.PROTOBUF, "option a = \"// x\";")
                .means(text(SchemaType.PROTOBUF, "option a = \"// y\";")))
        .isFalse();
  }

  @Test
  void shouldReadBackTheArchiveThatItWrites() {
    SchemaVersion base =
        new SchemaVersion(
            new SchemaKey("a-value", 2),
            4001,
            text(SchemaType.JSON, "{\"type\":\"object\"}"),
            true);
    SchemaVersion use =
        new SchemaVersion(
            new SchemaKey("b-value", 7),
            4002,
            new SchemaText(SchemaType.AVRO, "\"n.A\"", List.of(REFERENCE)),
            false);
    byte[] archive =
        new ApicurioImport("eu", 90, Clock.systemUTC())
            .of(List.of(base, use), Map.of("a-value", 2, "b-value", 7));

    RegistryState state = new ApicurioArchive("eu").read(archive);

    assertThat(state.versions()).isEqualTo(new TreeMap<>(Map.of(base.key(), base, use.key(), use)));
    assertThat(new ApicurioArchive("default").read(archive).versions()).isEmpty();
  }

  @Test
  void shouldTakeASubjectApartFromItsContext() {
    assertThat(SubjectName.of(":.lab:a:b")).isEqualTo(new SubjectName(".lab", "a:b"));
    assertThat(SubjectName.of(":.lab:a").qualified()).isEqualTo(":.lab:a");
    assertThat(SubjectName.of("a").qualified()).isEqualTo("a");
    assertThat(SubjectName.of(":.:a").qualified()).isEqualTo("a");
  }
}
