package io.strait.ops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.engine.CopyPolicy;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.engine.OffsetRule;
import io.strait.replicator.engine.PriorityClass;
import io.strait.replicator.engine.Reaction;
import io.strait.replicator.engine.Reactions;
import io.strait.replicator.engine.TransactionRule;
import io.strait.replicator.topology.LinkName;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkSettingsTest {
  private static final LinkName LINK = new LinkName("east-west");
  private static final ConfigText FULL =
      new ConfigText(
          """
          version: 1
          clusters:
            east: {bootstrap: "east:9092"}
            west: {bootstrap: "west:9092"}
          links:
            - name: east-west
              source: east
              target: west
              topics: [flights, archive, orders]
              offsets: filled
              fillerRecords: true
              transactions: faithful
              on:
                sourceTruncated: continue
                offsetConflict: halt
                missedTombstones: halt
              deadLetters: false
              flow:
                rate: 50MiB/s
                pause: [flights]
                classes: {critical: [orders], bulk: [archive]}
                weights: {critical: 32}
          """);

  @Test
  void shouldReadEveryKeyOfALink() {
    LinkSettings settings = FULL.parse().settings(LINK);

    CopyPolicy policy = settings.policy();
    assertThat(policy.offsets()).isEqualTo(OffsetRule.FILLED);
    assertThat(policy.fillerRecords()).isTrue();
    assertThat(policy.transactions()).isEqualTo(TransactionRule.FAITHFUL);
    assertThat(policy.reactions())
        .isEqualTo(
            new Reactions(
                Reaction.HALT,
                Reaction.CONTINUE,
                Reaction.CONTINUE,
                Reaction.CONTINUE,
                Reaction.HALT,
                Reaction.HALT));
    assertThat(policy.deadLetters()).isFalse();
    assertThat(settings.flow())
        .isEqualTo(
            new FlowSettings(
                50L << 20,
                Set.of("flights"),
                Map.of("orders", PriorityClass.CRITICAL, "archive", PriorityClass.BULK),
                Map.of(PriorityClass.CRITICAL, 32)));
  }

  @Test
  void shouldFollowTheDefaultsWhenALinkSaysNothing() {
    LinkSettings settings = ConfigText.GOOD.parse().settings(LINK);

    assertThat(settings.policy().offsets()).isEqualTo(OffsetRule.AUTO);
    assertThat(settings.policy().reactions()).isEqualTo(Reactions.defaults());
    assertThat(settings.policy().deadLetters()).isTrue();
    assertThat(settings.flow()).isEqualTo(FlowSettings.unlimited());
  }

  @Test
  void shouldHoldForTheReversedLinkToo() {
    StraitConfig config = FULL.parse();

    assertThat(config.settings(LINK.reversed())).isEqualTo(config.settings(LINK));
    assertThat(config.settings(new LinkName("another")).flow()).isEqualTo(FlowSettings.unlimited());
  }

  @Test
  void shouldTakeThePlaceOfTheOptionsWhenApplied() {
    LinkSettings settings = FULL.parse().settings(LINK);

    EngineOptions options = settings.appliedTo(EngineOptions.defaults().withoutLease());

    assertThat(options.policy()).isEqualTo(settings.policy());
    assertThat(options.flow()).isEqualTo(settings.flow());
    assertThat(options.lease()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      offsets: filled       | offsets: Filled       | links[0].offsets (line 10): is 'Filled', but must be one of auto, exact, filled, mapped. Did you mean 'filled'?
      offsets: filled       | offsets: exact        | links[0].fillerRecords (line 6): is true, but offsets: exact fills nothing. Remove it, or use 'offsets: auto' or 'offsets: filled'
      offsets: filled       | offset: filled        | links[0].offset (line 10): is not a key that is known here. Did you mean 'offsets'?
      fillerRecords: true   | fillerRecords: yes    | links[0].fillerRecords (line 11): is 'yes', but must be true or false. Correct it
      faithful              | exactly-once          | links[0].transactions (line 12): is 'exactly-once', but must be one of committed, faithful. Legal here: committed, faithful
      sourceTruncated: continue | sourceTruncated: stop | links[0].on.sourceTruncated (line 14): is 'stop', but must be one of halt, continue. Legal here: continue, halt
      sourceTruncated: continue | sourceDeleted: halt   | links[0].on.sourceDeleted (line 14): is not a key that is known here. Did you mean 'sourceRecreated'?
      deadLetters: false    | deadLetters:          | links[0].deadLetters (line 17): has no value. Give it one or remove the key
      50MiB/s               | 50MB/s                | links[0].flow.rate (line 19): is '50MB/s', which is no rate. Write a number and a unit, such as 50MiB/s, 512KiB/s or 1GiB/s, or 'unlimited'
      50MiB/s               | 0B/s                  | links[0].flow.rate (line 19): is '0B/s', which is no rate. Write a number and a unit, such as 50MiB/s, 512KiB/s or 1GiB/s, or 'unlimited'
      pause: [flights]      | pause: [flight]       | links[0].flow.pause[0] (line 20): is 'flight', which this link does not mirror. Did you mean 'flights'?
      pause: [flights]      | pause: flights        | links[0].flow.pause (line 20): is a single value, but must be a list (lines that start with '- '). Correct it
      bulk: [archive]       | bulk: [orders]        | links[0].flow.classes.bulk[0] (line 21): is 'orders', which is of class critical already. A topic has one class; remove one of the two
      bulk: [archive]       | low: [archive]        | links[0].flow.classes.low (line 21): is not a key that is known here. Legal here: bulk, critical, normal
      critical: 32          | critical: 0           | links[0].flow.weights.critical (line 22): is '0', but a weight is a whole number from 1 to 1000. Classes share what there is by their weights; the defaults are critical 16, normal 4, bulk 1
      """)
  void shouldNameKeyLineValueRuleAndRemedyWhenSomethingIsWrong(
      String old, String replacement, String complaint) {
    assertThat(FULL.with(old, replacement).complaints()).contains("error: " + complaint);
  }

  @Test
  void shouldRefuseMappedOffsetsForALinkThatAWaveMoves() {
    ConfigText mapped =
        ConfigText.GOOD.with(
            "topics: [orders]\nwaves", "topics: [orders]\n    offsets: mapped\nwaves");

    assertThat(mapped.complaints())
        .containsExactly(
            "error: waves[0].link (line 26): is 'orders-only', whose offsets are mapped, but groups"
                + " keep their positions. Use 'offsets: auto', 'exact' or 'filled' for the link");
  }
}
