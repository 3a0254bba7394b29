package io.strait.validator.session;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.Obstacle;
import io.strait.validator.digest.Digest;
import io.strait.validator.judge.Case;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.ReadingConsumer;
import io.strait.validator.relation.RunPlaces;
import io.strait.validator.scope.SampleDraw;
import io.strait.validator.scope.SampleDraw.Stratum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Draws the runs of a sample and tells where they stand on the target: by the claim about offsets,
 * or by content where nothing but order is claimed. Confined to one thread.
 */
final class SampleRuns {
  private static final LogBounds NOTHING = new LogBounds(0, 0, 0);
  private static final String NOT_FOUND =
      "was not found on the target where it may be: lost, changed, or the place was not found;"
          + " --mode full tells";

  private final Terrain terrain;
  private final SessionOptions options;
  private final SampleDraw draw;
  private final Lookers lookers;

  SampleRuns(Terrain terrain, SessionOptions options, Lookers lookers) {
    this.terrain = terrain;
    this.options = options;
    this.draw = SampleDraw.of(options.scan().seed());
    this.lookers = lookers;
  }

  /**
   * What is drawn from one partition.
   *
   * @param from the source offsets that both sides have, as far as that is known
   * @param strata by age
   * @param runs in order of offsets
   * @param obstacle why nothing is drawn; empty where something may be
   */
  record Drawn(
      OffsetRange from, List<Stratum> strata, List<SampleRun> runs, Optional<String> obstacle) {
    static Drawn nothing(Task task, String why) {
      OffsetRange none = new OffsetRange(task.asked().from(), task.asked().from());
      return new Drawn(none, List.of(), List.of(), Optional.of(why));
    }
  }

  /** In the order of the tasks. */
  List<Drawn> of(List<Task> tasks) {
    List<Task> unclaimed = tasks.stream().filter(this::isSought).toList();
    List<Optional<Drawn>> sought = lookers.each(unclaimed, this::sought);
    List<Drawn> all = new ArrayList<>();
    int next = 0;
    for (Task task : tasks) {
      all.add(
          isSought(task)
              ? sought.get(next++).orElseGet(() -> Drawn.nothing(task, "the run was ended"))
              : claimed(task));
    }
    return all;
  }

  private boolean isSought(Task task) {
    return obstacle(task).isEmpty() && contract(task).offsets().images().isEmpty();
  }

  private Contract contract(Task task) {
    return options.scan().contracts().apply(task.subject().topic()).at(task.subject().partition());
  }

  private Optional<String> obstacle(Task task) {
    if (!task.subject().isOnBoth()) {
      return Optional.of("nothing to draw from");
    }
    if (contract(task).placement() == Contract.Placement.BY_KEY) {
      return Optional.of(
          "cannot be sampled: records are spread anew by key, so no range has an image; use"
              + " --mode full");
    }
    return contract(task).expectation().unprovable().map(Obstacle::why);
  }

  private Drawn claimed(Task task) {
    Optional<String> obstacle = obstacle(task);
    if (obstacle.isPresent()) {
      return Drawn.nothing(task, obstacle.get());
    }
    OffsetRelation relation = contract(task).offsets().images().orElseThrow();
    LogBounds target = target(task);
    long from = Math.max(task.asked().from(), relation.toSource(target.start()));
    long to = Math.min(task.asked().to(), relation.toSource(target.stableEnd()));
    List<Stratum> strata = strata(task, from, to);
    List<SampleRun> runs =
        strata.stream().flatMap(one -> one.runs().stream()).map(SampleRun::claimed).toList();
    return new Drawn(range(from, to), strata, runs, Optional.empty());
  }

  private List<Stratum> strata(Task task, long from, long to) {
    return draw.from(task.subject().sourcePartition(), range(from, to), options.sample());
  }

  private LogBounds target(Task task) {
    return terrain.targetBounds().getOrDefault(task.subject().targetPartition(), NOTHING);
  }

  private static OffsetRange range(long from, long to) {
    return new OffsetRange(from, Math.max(from, to));
  }

  private Drawn sought(Task task, ReadingConsumer source, ReadingConsumer target) {
    TopicPartition partition = task.subject().sourcePartition();
    Case one =
        new Case(
            task.subject(),
            source.log(partition),
            target.log(task.subject().targetPartition()),
            contract(task),
            options.scan(),
            Optional.empty());
    LogBounds bounds = terrain.sourceBounds().getOrDefault(partition, NOTHING);
    RunPlaces places = new RunPlaces(one, bounds, target(task));
    try {
      OffsetRange common = places.common();
      long from = Math.max(task.asked().from(), common.from());
      long to = Math.min(task.asked().to(), common.to());
      List<Stratum> strata = strata(task, from, to);
      List<SampleRun> runs =
          joined(strata.stream().flatMap(each -> each.runs().stream()).toList()).stream()
              .map(run -> placed(partition, places, run))
              .toList();
      return new Drawn(range(from, to), strata, runs, Optional.empty());
    } catch (ClusterException | RangeGone failed) {
      return Drawn.nothing(task, failed.getMessage());
    }
  }

  private SampleRun placed(TopicPartition partition, RunPlaces places, OffsetRange run) {
    Optional<RunPlaces.Place> found = places.find(run);
    if (found.isEmpty()) {
      return SampleRun.lost(run, NOT_FOUND);
    }
    OffsetRange judged = found.get().range();
    boolean whole = judged.from() <= run.from() && judged.to() >= run.to();
    OffsetRange none = new OffsetRange(judged.from(), judged.from());
    ProofPoint start =
        new ProofPoint(
            partition, none, found.get().targetOffset(), options.scan().seed(), Digest.EMPTY);
    return new SampleRun(run, judged, Optional.of(start), whole ? "" : NOT_FOUND);
  }

  /** Runs so close together that what is read around them would overlap become one. */
  private static List<OffsetRange> joined(List<OffsetRange> runs) {
    List<OffsetRange> joined = new ArrayList<>();
    for (OffsetRange run : runs) {
      int last = joined.size() - 1;
      if (last >= 0 && run.from() - joined.get(last).to() <= 2 * RunPlaces.AROUND) {
        joined.set(last, new OffsetRange(joined.get(last).from(), run.to()));
      } else {
        joined.add(run);
      }
    }
    return joined;
  }
}
