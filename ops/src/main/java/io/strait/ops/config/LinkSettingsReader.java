package io.strait.ops.config;

import io.strait.replicator.engine.CopyPolicy;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.engine.OffsetRule;
import io.strait.replicator.engine.Reactions;
import io.strait.replicator.engine.RecordRules;
import io.strait.replicator.mirror.publish.MirrorMakerSettings;
import java.util.Locale;

/** Reads how a link copies: all keys of a link but its names. */
final class LinkSettingsReader {
  private final Problems problems;
  private final Choice choice;
  private final TwinReader twins;

  LinkSettingsReader(Secrets secrets, Problems problems) {
    this.problems = problems;
    this.twins = new TwinReader(secrets, problems);
    this.choice = new Choice(problems);
  }

  /** Asks for its own keys; whoever reads the names says when the section is done. */
  LinkSettings read(Section link, OwnTopics topics, MirrorMakerSettings mirrorMaker) {
    FlowSettings flow =
        link.section("flow")
            .map(new FlowReader(topics, problems)::read)
            .orElseGet(FlowSettings::unlimited);
    TwinSettings twin = link.section("twin").map(twins::read).orElseGet(TwinSettings::defaults);
    VerifySettings verify =
        link.section("verify")
            .map(new VerifyReader(problems)::read)
            .orElseGet(VerifySettings::defaults);
    return new LinkSettings(policy(link, topics), flow, twin, mirrorMaker, verify);
  }

  private CopyPolicy policy(Section link, OwnTopics topics) {
    CopyPolicy defaults = CopyPolicy.defaults();
    OffsetRule offsets = choice.read(link, "offsets", defaults.offsets());
    boolean filler = choice.flag(link, "fillerRecords", defaults.fillerRecords());
    if (filler && (offsets == OffsetRule.EXACT || offsets == OffsetRule.MAPPED)) {
      problems.error(
          link.path() + ".fillerRecords",
          link.line(),
          "is true, but offsets: " + offsets.name().toLowerCase(Locale.ROOT) + " fills nothing",
          "Remove it, or use 'offsets: auto' or 'offsets: filled'");
    }
    return new CopyPolicy(
        offsets,
        filler,
        choice.read(link, "transactions", defaults.transactions()),
        link.section("on").map(this::reactions).orElse(defaults.reactions()),
        choice.flag(link, "deadLetters", defaults.deadLetters()),
        link.section("records")
            .map(new RecordRulesReader(topics, problems)::read)
            .orElseGet(RecordRules::none));
  }

  private Reactions reactions(Section section) {
    Reactions defaults = Reactions.defaults();
    Reactions read =
        new Reactions(
            choice.read(section, "sourceRecreated", defaults.sourceRecreated()),
            choice.read(section, "sourceTruncated", defaults.sourceTruncated()),
            choice.read(section, "retentionOverrun", defaults.retentionOverrun()),
            choice.read(section, "recordsDeleted", defaults.recordsDeleted()),
            choice.read(section, "offsetConflict", defaults.offsetConflict()),
            choice.read(section, "missedTombstones", defaults.missedTombstones()));
    section.done();
    return read;
  }
}
