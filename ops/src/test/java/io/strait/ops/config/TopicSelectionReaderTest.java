package io.strait.ops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code topics, patterns, exclude, rename} of a link. */
final class TopicSelectionReaderTest {
  @Test
  void shouldReadPatternsExclusionsAndNewNames() {
    Link link =
        with(
                "topics: [flights]",
                """
                topics: [flights]
                patterns: ["sales\\\\..*"]
                exclude: [".*\\\\.tmp"]
                rename: {prefix: east., topics: {flights: fl}}
                flow: {pause: [sales.eu]}
                """)
            .parse()
            .links()
            .get(0);

    assertThat(link.selection().resolve(List.of("sales.eu", "sales.tmp", "other")).topics())
        .containsExactly(
            new TopicMapping("flights", "fl"), new TopicMapping("sales.eu", "east.sales.eu"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      patterns: ["sales("]                            | links[0].patterns[0] (line 19): is no regular expression: Unclosed group
      patterns: [".*"]; exclude: ["*x"]               | links[0].exclude[0] (line 20): is no regular expression: Dangling meta character
      topics: [a]; exclude: [b]                       | links[0].exclude (line 16): takes topics away from patterns, but there are none
      patterns: ["a"]; rename: {topics: {b: c}}       | links[0].rename.topics.b (line 16): renames a topic that this link does not mirror
      topics: [a, b]; rename: {topics: {a: b}}        | links[0].topics[1] (line 19): is 'b', which is mirrored onto 'west' already
      patterns: ["."]; rename: {topics: {a: x, b: x}} | links[0].rename (line 16): lets 'a' and 'b' both become 'x'
      topics: [a]; rename: {prefix: "__"}             | links[0].rename.prefix (line 20): is '__', with which no topic's name can begin
      topics: [a]; rename: {prefix: "east/"}          | links[0].rename.prefix (line 20): is 'east/', with which no topic's name can begin
      topics: [a]; rename: {topics: {a: "strait.b"}}  | links[0].rename.topics.a (line 20): is 'strait.b', an internal topic
      topics: [a]; rename: {prefx: b}                 | links[0].rename.prefx (line 20): is not a key that is known here
      patterns: ["sa.*"]; flow: {pause: [orders]}     | links[0].flow.pause[0] (line 20): is 'orders', which this link does not mirror
      """)
  void shouldNameKeyLineValueAndRuleWhenTheSelectionIsWrong(String keys, String complaint) {
    assertThat(with("topics: [flights]", String.join("\n", keys.split("; "))).complaints())
        .anyMatch(one -> one.startsWith("error: " + complaint));
  }

  @Test
  void shouldRefuseAWaveOverALinkThatTakesTopicsByPatterns() {
    assertThat(with("topics: [orders]\nwaves", "patterns: [\"ord.*\"]\nwaves").complaints())
        .singleElement()
        .matches(
            one ->
                one.startsWith("error: waves[0].link (line 25): is 'orders-only', which takes")
                    && one.contains("List the link's topics by name"));
  }

  @Test
  void shouldRefuseALinkThatWouldTakeBackWhatItsOppositeBrings() {
    ConfigText both =
        with("topics: [flights]", "topics: [flights]\nrename: {prefix: east.}")
            .with(
                "name: orders-only\n    source: east\n    target: west\n    topics: [orders]",
                "name: back\n    source: west\n    target: east\n    patterns: [\".*\"]");

    assertThat(both.complaints())
        .anyMatch(one -> one.contains("link 'back' would take what link 'east-west' brings"));
    assertThat(
            both.with("patterns: [\".*\"]", "patterns: [\".*\"]\n    exclude: [\"east\\\\..*\"]")
                .complaints())
        .noneMatch(one -> one.contains("would take"));
  }

  @Test
  void shouldRefuseTwoLinksThatRenameOntoOneMirror() {
    assertThat(
            with(
                    "topics: [flights]",
                    "topics: [flights]\nrename: {prefix: x., topics: {flights: orders}}")
                .complaints())
        .anyMatch(one -> one.contains("is 'orders', which is mirrored onto 'west' already"));
  }

  private static ConfigText with(String old, String keys) {
    String indent = "\n    ";
    return ConfigText.GOOD.with(
        old, String.join(indent, keys.strip().split("\n")).replace(indent + "waves", "\nwaves"));
  }
}
