package io.strait.replicator.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which topics a link takes and what they become. */
final class TopicSelectionTest {
  private static final List<String> ESTATE =
      List.of(
          "sales.eu",
          "sales.us",
          "sales.us.tmp",
          "presales.eu",
          "_odd-",
          "__consumer_offsets",
          "strait.links",
          "mm2-offset-syncs.west.internal",
          "east.checkpoints.internal",
          "_schemas");

  @Test
  void shouldTakeWholeNamesThatMatchAndLeaveOutWhatIsExcluded() {
    TopicSelection selection = selection(List.of("sales\\..*"), List.of(".*\\.tmp"), "");

    assertThat(selection.resolve(ESTATE).sources()).containsExactly("sales.eu", "sales.us");
    assertThat(selection.resolve(ESTATE).refused()).isEmpty();
  }

  @Test
  void shouldNeverTakeInternalTopicsByAPattern() {
    TopicSelection all = selection(List.of(".*"), List.of(), "");

    assertThat(all.resolve(ESTATE).sources())
        .containsExactly("_odd-", "presales.eu", "sales.eu", "sales.us", "sales.us.tmp");
    assertThat(ESTATE.stream().filter(all::covers)).hasSize(5);
  }

  @Test
  void shouldKeepNamedTopicsFirstPresentOrNotAndTakeEachOnce() {
    TopicSelection selection =
        new TopicSelection(
            List.of("later", "sales.us"),
            new TopicPatterns(List.of("sales\\..*"), List.of()),
            Renaming.none());

    assertThat(selection.resolve(ESTATE).sources())
        .containsExactly("later", "sales.us", "sales.eu", "sales.us.tmp");
  }

  @Test
  void shouldRenameByThePrefixUnlessANameIsGiven() {
    TopicSelection selection =
        new TopicSelection(
            List.of("orders"),
            new TopicPatterns(List.of("sales\\.eu"), List.of()),
            new Renaming("east.", Map.of("orders", "orders-eu")));

    assertThat(selection.resolve(ESTATE).topics())
        .containsExactly(
            new TopicMapping("orders", "orders-eu"), new TopicMapping("sales.eu", "east.sales.eu"));
  }

  @Test
  void shouldRefuseOnlyTheTopicWhoseNameIsTakenAndKeepTheOneThatWasRenamedOnPurpose() {
    TopicSelection selection =
        new TopicSelection(
            List.of(),
            new TopicPatterns(List.of("a|b|c"), List.of()),
            new Renaming("", Map.of("b", "a")));

    ResolvedTopics resolved = selection.resolve(List.of("a", "b", "c"));

    assertThat(resolved.topics())
        .containsExactly(new TopicMapping("b", "a"), TopicMapping.same("c"));
    assertThat(resolved.refused())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.topic()).isEqualTo("a");
              assertThat(refused.reason()).contains("'a' on the target").contains("topic 'b'");
            });
  }

  @Test
  void shouldRefuseOnlyTheTopicWhoseNewNameNoClusterTakes() {
    String longest = "l".repeat(246);
    ResolvedTopics prefixed =
        selection(List.of(".*"), List.of(), "eu.").resolve(List.of("ok", longest, longest + "x"));
    assertThat(prefixed.sources()).containsExactly(longest, "ok");
    assertThat(prefixed.refused())
        .singleElement()
        .satisfies(one -> assertThat(one.reason()).contains("250 characters").contains("249"));

    assertThat(selection(List.of(".*"), List.of(), "strait.").resolve(List.of("t")).refused())
        .singleElement()
        .satisfies(one -> assertThat(one.reason()).contains("internal topic"));
    assertThat(selection(List.of(".*"), List.of(), "a b").resolve(List.of("t")).refused())
        .singleElement()
        .satisfies(one -> assertThat(one.reason()).contains("no topic name"));
  }

  @Test
  void shouldRefuseToBeNothingAndNamedTopicsThatShareAMirror() {
    assertThatThrownBy(() -> selection(List.of(), List.of(), ""))
        .hasMessageContaining("names no topic");
    assertThatThrownBy(
            () ->
                new TopicSelection(
                    List.of("a", "b"), TopicPatterns.none(), new Renaming("", Map.of("a", "b"))))
        .hasMessageContaining("same target");
  }

  @Test
  void shouldTurnRoundOnlyWhatIsNamed() {
    Link open =
        new Link(
            new LinkName("open"),
            new ClusterAlias("east"),
            new ClusterAlias("west"),
            selection(List.of(".*"), List.of(), ""));
    assertThatThrownBy(open::reversed).hasMessageContaining("patterns");

    Link named = open.over(List.of(new TopicMapping("a", "x.a")));
    assertThat(named.reversed().topics()).containsExactly(new TopicMapping("x.a", "a"));
    assertThat(named.reversed().reversed()).isEqualTo(named);
  }

  private static TopicSelection selection(
      List<String> include, List<String> exclude, String prefix) {
    return new TopicSelection(
        List.of(), new TopicPatterns(include, exclude), new Renaming(prefix, Map.of()));
  }
}
