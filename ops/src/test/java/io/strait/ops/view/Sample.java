package io.strait.ops.view;

import io.strait.migrator.cutover.Direction;
import io.strait.migrator.gate.GateResult;
import io.strait.migrator.gate.Verdict;
import io.strait.migrator.run.CommandKind;
import io.strait.migrator.run.MigrationView;
import io.strait.migrator.step.Facts;
import io.strait.ops.flow.LinkFlow;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.progress.CopyCounts;
import io.strait.replicator.progress.GapCause;
import io.strait.replicator.progress.Guard;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.audit.AuditLag;
import io.strait.validator.audit.AuditSnapshot;
import io.strait.validator.audit.AuditState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Views to render. */
public final class Sample {
  /** The link of all samples. */
  public static final Link LINK =
      new Link(
          new LinkName("east-west"),
          new ClusterAlias("east"),
          new ClusterAlias("west"),
          List.of(TopicMapping.same("orders")));

  private Sample() {}

  /** A daemon with one link of one partition. */
  public static DaemonStatus status(PartitionState state, boolean owner, Optional<String> problem) {
    return status(
        owner,
        List.of(),
        new PartitionProgress(
            new TopicPartition("orders", 0),
            new TopicPartition("orders", 0),
            state,
            OffsetMode.EXACT,
            "no discontinuity",
            Guard.ARMED,
            0,
            110,
            100,
            100,
            100,
            4_096,
            250,
            CopyCounts.none(),
            problem));
  }

  /** A daemon whose link has done everything there is to do. */
  public static DaemonStatus eventful() {
    PartitionProgress plain =
        status(PartitionState.RUNNING, true, Optional.empty()).links().get(0).partitions().get(0);
    PartitionProgress mapped =
        new PartitionProgress(
            new TopicPartition("orders", 1),
            new TopicPartition("orders", 1),
            PartitionState.PAUSED,
            OffsetMode.MAPPED,
            "a foreign write at 7",
            Guard.AGED,
            0,
            2_110,
            2_100,
            2_000,
            100,
            4_096,
            250,
            new CopyCounts(1_234, 5, 6, 7, Map.of("HOLES", 30L, "TIMESTAMP", 12L), 0, 2, 70),
            Optional.empty());
    return status(true, List.of(twin()), plain, mapped);
  }

  private static DaemonStatus status(
      boolean owner, List<TwinStatus> twins, PartitionProgress... partitions) {
    LinkProgress link =
        new LinkProgress(LINK, Instant.EPOCH, owner, List.of(partitions), Optional.empty());
    return new DaemonStatus(
        Instant.EPOCH,
        List.of(link),
        List.of(
            new LinkFlow(
                LINK.name(), FlowSettings.unlimited(), Optional.empty(), Optional.empty())),
        List.of(new LinkLosses(LINK.name(), 2, Map.of(GapCause.values()[0], 3L))),
        twins,
        twins.isEmpty() ? List.of() : List.of(audit()),
        List.of(new WaveStatus("first", owner, "", Optional.of(migration()))),
        List.of());
  }

  private static AuditStatus audit() {
    return new AuditStatus(
        LINK.name(),
        Optional.of(AuditSnapshot.of(new AuditState(), new AuditLag(7, 2_500), 0)),
        Optional.of("cluster 'east', while asking for bounds: not reached"),
        Optional.of(new AuditStatus.SinkStatus(3, Optional.of("database of the audit: down"))));
  }

  private static TwinStatus twin() {
    return new TwinStatus(
        LINK.name(),
        Aspect.ACLS,
        Optional.of(Instant.EPOCH),
        Duration.ofMillis(1_500),
        4_100,
        12,
        1,
        Map.of(Handling.STAGED, 100L, Handling.DRIFT, 2L),
        Optional.of("cluster 'west', while reading ACLs: not allowed"),
        Optional.empty());
  }

  /** A migration that could be switched. */
  public static MigrationView migration() {
    return new MigrationView(
        "first",
        "READY",
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        12,
        0,
        List.of(),
        List.of(new GateResult("LINK_HEALTHY", new Verdict.Passed("fine"))),
        List.of(CommandKind.SWITCH),
        Optional.empty(),
        List.of(new Facts.Switch(Direction.FORWARD, "east", "west", Instant.EPOCH, 431)),
        Optional.of("nothing"));
  }
}
