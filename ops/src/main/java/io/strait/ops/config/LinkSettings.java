package io.strait.ops.config;

import io.strait.replicator.engine.CopyPolicy;
import io.strait.replicator.engine.EngineOptions;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.mirror.publish.MirrorMakerSettings;

/**
 * What a configuration says about one link beyond its names.
 *
 * @param policy how it copies
 * @param flow how fast it may go until an operator says otherwise
 * @param twin what else of the source its target is to have
 * @param mirrorMaker what it keeps of what MirrorMaker 2 would keep
 * @param verify what its copy is declared to be
 */
public record LinkSettings(
    CopyPolicy policy,
    FlowSettings flow,
    TwinSettings twin,
    MirrorMakerSettings mirrorMaker,
    VerifySettings verify) {
  /** What a link does about which the configuration says nothing. */
  public static LinkSettings defaults() {
    return new LinkSettings(
        CopyPolicy.defaults(),
        FlowSettings.unlimited(),
        TwinSettings.defaults(),
        MirrorMakerSettings.none(),
        VerifySettings.defaults());
  }

  /** The same with another twin. */
  public LinkSettings with(TwinSettings other) {
    return new LinkSettings(policy, flow, other, mirrorMaker, verify);
  }

  /** The engine's options with this link's policy and flow in place of theirs. */
  public EngineOptions appliedTo(EngineOptions options) {
    return options.withPolicy(policy).withFlow(flow).withTopics(twin.topics());
  }
}
