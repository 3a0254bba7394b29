package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.wire.PlainHeader;
import io.strait.replicator.wire.RecordEdit;
import io.strait.replicator.wire.RecordView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class RecordRulesTest {
  @Test
  void shouldAskNothingAboutTopicsWithoutRules() {
    RecordRules rules = rules(filter(false, Set.of("orders"), new RecordFilter.KeyIs("x")));

    assertThat(rules.open("flights", 0)).isEmpty();
    assertThat(rules.mayDrop("flights")).isFalse();
    assertThat(rules.mayDrop("orders")).isTrue();
    assertThat(RecordRules.none().open("orders", 0)).isEmpty();
  }

  @Test
  void shouldLeaveOutWhatAnExcludingFilterNames() {
    RecordRules rules = rules(filter(false, Set.of(), new RecordFilter.KeyBegins("test-")));

    assertThat(copied(rules, seen(5, "test-1"))).isFalse();
    assertThat(copied(rules, seen(5, "tes"))).isTrue();
    assertThat(copied(rules, seen(5, null))).isTrue();
  }

  @Test
  void shouldCopyOnlyWhatAnIncludingFilterNamesUnlessExcluded() {
    RecordRules rules =
        rules(
            filter(true, Set.of(), new RecordFilter.KeyMatches(Pattern.compile("é[0-9]+"))),
            filter(true, Set.of(), new RecordFilter.KeyIs("other")),
            filter(false, Set.of(), new RecordFilter.KeyIs("é13")));

    assertThat(copied(rules, seen(5, "é12"))).isTrue();
    assertThat(copied(rules, seen(5, "other"))).isTrue();
    assertThat(copied(rules, seen(5, "é13"))).isFalse();
    assertThat(copied(rules, seen(5, "xé12"))).isFalse();
    assertThat(copied(rules, seen(5, null))).isFalse();
  }

  @Test
  void shouldHoldOnlyIfAllConditionsDo() {
    RecordFilter both =
        new RecordFilter(
            false,
            Set.of(),
            Optional.empty(),
            Optional.of(new RecordFilter.HeaderMatch("h", Optional.of("v"))),
            OptionalLong.of(10),
            OptionalLong.of(20));

    assertThat(copied(rules(both), seen(10, "k", header("h", "v")))).isFalse();
    assertThat(copied(rules(both), seen(9, "k", header("h", "v")))).isTrue();
    assertThat(copied(rules(both), seen(20, "k", header("h", "v")))).isTrue();
    assertThat(copied(rules(both), seen(15, "k", header("h", "w")))).isTrue();
    assertThat(copied(rules(both), seen(15, "k", new PlainHeader("h", Optional.empty())))).isTrue();
  }

  @Test
  void shouldRefuseAnEmptyRange() {
    assertThatThrownBy(
            () ->
                new RecordFilter(
                    true,
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.of(5),
                    OptionalLong.of(5)))
        .hasMessageContaining("from timestamp 5 to 5");
  }

  private static RecordRules rules(RecordFilter... filters) {
    return new RecordRules(Optional.empty(), List.of(filters), RecordTransforms.none());
  }

  private static RecordFilter filter(
      boolean including, Set<String> topics, RecordFilter.KeyMatch key) {
    return new RecordFilter(
        including,
        topics,
        Optional.of(key),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static boolean copied(RecordRules rules, RecordView entry) {
    try (RecordEdit edit = rules.open("orders", 0).orElseThrow()) {
      return edit.edit(entry) instanceof RecordEdit.Keep;
    }
  }

  private static PlainHeader header(String name, String value) {
    return new PlainHeader(name, Optional.of(value.getBytes(StandardCharsets.UTF_8)));
  }

  private static RecordView seen(long timestamp, String key, PlainHeader... headers) {
    return new Seen(
        timestamp, Optional.ofNullable(key).map(StandardCharsets.UTF_8::encode), List.of(headers));
  }

  private record Seen(long timestamp, Optional<ByteBuffer> key, List<PlainHeader> headers)
      implements RecordView {
    @Override
    public long offset() {
      return 0;
    }

    @Override
    public Optional<ByteBuffer> value() {
      return Optional.empty();
    }
  }
}
