package io.strait.validator.groups;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Obstacle;
import io.strait.validator.digest.Fingerprinter;
import io.strait.validator.log.Pace;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ReadingConsumer;
import io.strait.validator.log.ScanCancelled;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * Places positions, partition by partition, through one consumer per side. What was learned of a
 * partition is kept while questions are about it, so they should come in order. One thread.
 */
final class PartitionPlaces implements AutoCloseable {
  /** Little is read in each of many places. */
  private static final Map<String, Object> SMALL_READS =
      Map.of(
          ConsumerConfig.CLIENT_ID_CONFIG,
          "strait-validator-groups",
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          128 << 10,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          128 << 10,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          500);

  private final Cluster source;
  private final Cluster target;
  private final GroupScope scope;
  private final Set<String> compacted;
  private final Fingerprinter prints;
  private final ReadingConsumer here;
  private final ReadingConsumer there;
  private Optional<TopicPartition> current = Optional.empty();
  private Optional<PositionJudge> judge = Optional.empty();
  private String problem = "";

  PartitionPlaces(
      Cluster source,
      Cluster target,
      GroupScope scope,
      Set<String> compacted,
      GroupOptions options,
      Clock clock) {
    this.source = source;
    this.target = target;
    this.scope = scope;
    this.compacted = compacted;
    this.prints = new Fingerprinter(options.seed());
    this.here = reader(source, options, clock);
    this.there = reader(target, options, clock);
  }

  private static ReadingConsumer reader(Cluster cluster, GroupOptions options, Clock clock) {
    return new ReadingConsumer(
        cluster,
        options.stall(),
        clock,
        options.cancelled(),
        (records, bytes) -> {},
        Pace.FREE,
        SMALL_READS);
  }

  /** Where a target's position stands against a source's position of the same partition. */
  Placed place(Question partition, long sourcePosition, long targetPosition) {
    try {
      if (!current.equals(Optional.of(partition.here()))) {
        open(partition);
      }
      return judge
          .map(open -> open.place(sourcePosition, targetPosition))
          .orElseGet(() -> Placed.unknown(problem));
    } catch (ClusterException | RangeGone e) {
      current = Optional.empty();
      return Placed.unknown(e.getMessage());
    } catch (ScanCancelled e) {
      current = Optional.empty();
      return Placed.unknown("not judged: the run was ended early");
    }
  }

  /** Forgets what was learned: both logs may have grown. */
  void refresh() {
    current = Optional.empty();
  }

  private void open(Question one) {
    current = Optional.of(one.here());
    Contract contract = scope.contracts().apply(one.topic()).at(one.partition());
    if (contract.placement() == Contract.Placement.BY_KEY) {
      judge = Optional.empty();
      problem = "the topic is spread anew by key: a position has no single image there";
      return;
    }
    Optional<Obstacle> obstacle = contract.expectation().unprovable();
    if (obstacle.isPresent()) {
      judge = Optional.empty();
      problem = obstacle.get().why();
      return;
    }
    LogSide target =
        new LogSide(
            there.log(one.there()),
            record -> Optional.of(contract.expectation().seen(record)),
            prints,
            time -> at(this.target, one.there(), time));
    LogSide source =
        new LogSide(
            here.log(one.here()),
            contract.expectation()::expected,
            prints,
            time -> at(this.source, one.here(), time));
    judge =
        Optional.of(
            new PositionJudge(
                source,
                target,
                contract.offsets().images(),
                compacted.contains(one.topic().source())));
  }

  private static OptionalLong at(Cluster cluster, TopicPartition partition, long time) {
    long found =
        cluster
            .await(
                "asking for an offset by time of " + partition,
                cluster
                    .admin()
                    .listOffsets(Map.of(partition, OffsetSpec.forTimestamp(time)))
                    .partitionResult(partition))
            .offset();
    return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
  }

  @Override
  public void close() {
    here.close();
    there.close();
  }
}
