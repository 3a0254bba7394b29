package io.strait.replicator.engine;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.wire.FramePool;
import io.strait.replicator.wire.RecordEdit;
import io.strait.replicator.wire.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the parts of a pump share, without any broker. */
final class OfflinePump {
  private static final Link LINK =
      new Link(
          new LinkName("link"),
          new ClusterAlias("east"),
          new ClusterAlias("west"),
          List.of(TopicMapping.same("topic")));
  private static final FramePool POOL = new FramePool(1 << 20);

  private OfflinePump() {}

  static Transport transport() {
    List<ClusterSpec> specs =
        List.of(
            new ClusterSpec(LINK.source(), "localhost:1", Map.of()),
            new ClusterSpec(LINK.target(), "localhost:1", Map.of()));
    return new Transport("test", specs, POOL, EngineOptions.defaults().wire());
  }

  /**
   * @param changes whether transforms change records
   */
  static PumpContext context(Transport transport, Clock clock, int ownerEpoch, boolean changes) {
    return new PumpContext(
        new LinkIdentity(LINK, "a", "b").owned(ownerEpoch),
        options(changes),
        new LiveFlow(FlowSettings.unlimited()),
        new Ownership(Duration.ofHours(1), System::nanoTime),
        clock,
        Duration.ofDays(1),
        new TargetTopics(),
        transport,
        POOL);
  }

  /** The stage that copies, from equal offsets on. */
  static Running running(PumpContext context, PartitionCopy copy, long offset) {
    ResumeFacts.Log log = new ResumeFacts.Log(0, offset, offset);
    ResumeFacts facts =
        new ResumeFacts(
            1,
            Optional.empty(),
            2,
            Optional.empty(),
            ResumeFacts.Fills.NONE,
            log,
            log,
            OffsetMap.equalOffsets(),
            new ResumeFacts.Rules(false, false, false, false),
            Optional.empty());
    return new Running(context, copy, ResumeDecision.run(facts, false), facts, 1);
  }

  private static EngineOptions options(boolean changes) {
    EngineOptions options = EngineOptions.defaults();
    CopyPolicy policy = options.policy();
    RecordTransforms transforms = changes ? new Changing() : RecordTransforms.none();
    return options.withPolicy(
        new CopyPolicy(
            policy.offsets(),
            policy.fillerRecords(),
            policy.transactions(),
            policy.reactions(),
            policy.deadLetters(),
            new RecordRules(Optional.empty(), List.of(), transforms)));
  }

  /** Concerns every topic. */
  private record Changing() implements RecordTransforms {
    @Override
    public boolean concerns(String topic) {
      return true;
    }

    @Override
    public Optional<RecordEdit> open(String topic, int partition) {
      return Optional.empty();
    }
  }
}
