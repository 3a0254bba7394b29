package io.strait.replicator.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.wire.PlainHeader;
import io.strait.replicator.wire.PlainRecord;
import io.strait.replicator.wire.RecordEdit;
import io.strait.replicator.wire.RecordView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConnectTransformsTest {
  private static final String PACKAGE = "org.apache.kafka.connect.transforms.";

  @Test
  void shouldInsertAHeaderAndKeepTheRest() {
    PlainRecord after =
        replaced(edit(transform("InsertHeader", Map.of("header", "via", "value.literal", "east"))));

    assertThat(text(after.key())).isEqualTo("k");
    assertThat(text(after.value())).isEqualTo("v");
    assertThat(after.timestamp()).isEqualTo(77);
    assertThat(after.headers()).extracting(PlainHeader::name).containsExactly("old", "via");
    assertThat(text(after.headers().get(0).value())).isEqualTo("h");
    assertThat(text(after.headers().get(1).value())).isEqualTo("east");
  }

  @Test
  void shouldTransformOnlyWhatThePredicateChoosesAndKeepTheOthersBytes() {
    TransformSpec drop =
        new TransformSpec(
            PACKAGE + "Filter",
            Set.of("t"),
            Map.of(),
            Optional.of(
                new TransformSpec.PredicateSpec(
                    PACKAGE + "predicates.HasHeaderKey", Map.of("name", "old"), false)));
    TransformSpec others =
        new TransformSpec(
            PACKAGE + "Filter",
            Set.of(),
            Map.of(),
            Optional.of(
                new TransformSpec.PredicateSpec(
                    PACKAGE + "predicates.HasHeaderKey", Map.of("name", "old"), true)));

    assertThat(edit(drop)).isInstanceOf(RecordEdit.Drop.class);
    assertThat(edit(others)).isInstanceOf(RecordEdit.Keep.class);
    assertThat(new ConnectTransforms(List.of(drop)).open("other", 0)).isEmpty();
    assertThat(new ConnectTransforms(List.of(drop)).concerns("other")).isFalse();
  }

  @Test
  void shouldRunAChainInOrder() {
    RecordEdit.Edited edited =
        edit(
            transform("InsertHeader", Map.of("header", "a", "value.literal", "1")),
            transform("DropHeaders", Map.of("headers", "old,a")));

    assertThat(replaced(edited).headers()).isEmpty();
  }

  @Test
  void shouldRefuseAnotherTopicAndWhatIsNoBytes() {
    assertThatThrownBy(
            () -> edit(transform("RegexRouter", Map.of("regex", ".*", "replacement", "z"))))
        .hasMessageContaining("RegexRouter sends a record of t-3 to z-3");
    assertThatThrownBy(() -> edit(transform("HoistField$Value", Map.of("field", "f"))))
        .hasMessageContaining("leave a value of org.apache.kafka.connect.data.Struct");
  }

  @Test
  void shouldSayWhatIsWrongWithATransformBeforeAnythingRuns() {
    assertThatThrownBy(() -> host(transform("Missing", Map.of())))
        .hasMessageContaining("not on the class path");
    assertThatThrownBy(
            () -> host(new TransformSpec("java.lang.Object", Set.of(), Map.of(), Optional.empty())))
        .hasMessageContaining("is no org.apache.kafka.connect.transforms.Transformation");
    assertThatThrownBy(() -> host(transform("InsertHeader", Map.of())))
        .hasMessageContaining("InsertHeader refuses its settings");
  }

  private static TransformSpec transform(String name, Map<String, String> config) {
    return new TransformSpec(PACKAGE + name, Set.of(), config, Optional.empty());
  }

  private static ConnectTransforms host(TransformSpec... specs) {
    return new ConnectTransforms(List.of(specs));
  }

  private static RecordEdit.Edited edit(TransformSpec... specs) {
    try (RecordEdit edit = host(specs).open("t", 3).orElseThrow()) {
      return edit.edit(new Seen());
    }
  }

  private static PlainRecord replaced(RecordEdit.Edited edited) {
    return ((RecordEdit.Replace) edited).with();
  }

  private static String text(Optional<byte[]> bytes) {
    return new String(bytes.orElseThrow(), StandardCharsets.UTF_8);
  }

  private record Seen() implements RecordView {
    @Override
    public long offset() {
      return 5;
    }

    @Override
    public long timestamp() {
      return 77;
    }

    @Override
    public Optional<ByteBuffer> key() {
      return Optional.of(StandardCharsets.UTF_8.encode("k"));
    }

    @Override
    public Optional<ByteBuffer> value() {
      return Optional.of(StandardCharsets.UTF_8.encode("v"));
    }

    @Override
    public List<PlainHeader> headers() {
      return List.of(new PlainHeader("old", Optional.of("h".getBytes(StandardCharsets.UTF_8))));
    }
  }
}
