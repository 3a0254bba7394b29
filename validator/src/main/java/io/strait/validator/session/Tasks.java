package io.strait.validator.session;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.contract.Contract;
import io.strait.validator.digest.Digest;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.Subject;
import io.strait.validator.scope.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** Turns what was selected into what is asked of each partition. Pure. */
final class Tasks {
  private static final LogBounds NOTHING = new LogBounds(0, 0, 0);

  private final Terrain terrain;
  private final Selection selection;
  private final long seed;

  Tasks(Terrain terrain, Selection selection, long seed) {
    this.terrain = terrain;
    this.selection = selection;
    this.seed = seed;
  }

  /** In the order of the terrain. */
  List<Task> all(Function<Subject, Contract> contracts) {
    List<Task> tasks = new ArrayList<>();
    for (Subject subject : terrain.subjects()) {
      Contract contract = contracts.apply(subject);
      if (!isOnlyAnotherPlace(subject, contract)) {
        tasks.add(task(subject, contract));
      }
    }
    return tasks;
  }

  /** Where records are spread anew, more target partitions are judged with those of the source. */
  private static boolean isOnlyAnotherPlace(Subject subject, Contract contract) {
    return contract.placement() == Contract.Placement.BY_KEY && !subject.onSource();
  }

  private Task task(Subject subject, Contract contract) {
    TopicPartition partition = subject.sourcePartition();
    LogBounds bounds = terrain.sourceBounds().getOrDefault(partition, NOTHING);
    OffsetRange chosen = selection.offsets().get(partition);
    if (chosen != null) {
      return Task.of(subject, chosen, true);
    }
    OptionalLong until = terrain.until().getOrDefault(partition, OptionalLong.empty());
    long to = until.orElse(bounds.stableEnd());
    Optional<OptionalLong> from = Optional.ofNullable(terrain.from().get(partition));
    long start = from.map(found -> found.orElse(to)).orElse(bounds.start());
    OffsetRange asked = new OffsetRange(Math.min(start, to), to);
    if (until.isPresent()) {
      return Task.of(subject, asked, true);
    }
    Task live = Task.of(subject, asked, false);
    return from.isPresent() ? beginning(live, contract) : live;
  }

  /** Where only order is claimed nobody knows the image of a time, so the log is read whole. */
  private Task beginning(Task task, Contract contract) {
    Optional<OffsetRelation> images = contract.offsets().images();
    if (images.isEmpty()) {
      return task.noting(
          "read from its beginning: the copy claims nothing but order, so only that leads to where"
              + " the window begins");
    }
    long from = task.asked().from();
    long image = Math.max(0, images.get().toTarget(from));
    return task.from(
        new ProofPoint(
            task.subject().sourcePartition(),
            new OffsetRange(from, from),
            image,
            seed,
            Digest.EMPTY));
  }
}
