package io.strait.validator.session;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.PartitionReport;
import io.strait.validator.contract.Contract;
import io.strait.validator.judge.ProofPoint;
import io.strait.validator.judge.ScanHooks;
import io.strait.validator.judge.ScanMode;
import io.strait.validator.judge.ScanOptions;
import io.strait.validator.log.Pace;
import io.strait.validator.log.Subject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** A run that proves, as opposed to one that samples. Confined to one thread; single use. */
final class Proving {
  private final Cluster source;
  private final Cluster target;
  private final List<TopicMapping> topics;
  private final Scans scans;
  private final Terrain terrain;
  private final SessionOptions options;
  private final Clock clock;
  private Optional<StateFile> state = Optional.empty();

  Proving(
      Cluster source,
      Cluster target,
      List<TopicMapping> topics,
      Scans scans,
      Terrain terrain,
      SessionOptions options,
      Clock clock) {
    this.source = source;
    this.target = target;
    this.topics = topics;
    this.scans = scans;
    this.terrain = terrain;
    this.options = options;
    this.clock = clock;
  }

  /** The same, going on from and keeping proofs in a file. */
  Proving with(StateFile file) {
    state = Optional.of(file);
    return this;
  }

  SessionReport run(Composition report) {
    History history = state.map(StateFile::history).orElse(History.of(List.of()));
    String selection = Session.words(options.selection(), topics);
    Optional<StateEntry.Begun> goesOn = goesOn(history, selection);
    Map<TopicPartition, StateEntry.Point> known = known(history, goesOn);
    long seed = Seeds.of(known.values(), options.scan().seed());
    String run =
        goesOn
            .map(StateEntry.Begun::run)
            .orElse(report.startedAt() + "-" + Long.toHexString(seed & 0xFFFF));
    Keeping keeping = new Keeping(state, run, seed, clock, options.notices());
    List<Task> tasks = tasks(known, seed);
    keeping.logs(identities(tasks));
    if (goesOn.isPresent()) {
      report.resumedFrom(goesOn.get().at().toString());
    } else {
      keeping.begin(options.mode(), selection);
    }
    state.ifPresent(file -> report.state(file.file().toString()));
    Map<TopicPartition, PartitionReport> found = scans.judge(tasks, scan(keeping, seed));
    List<Standing> standings = standings(tasks, found, keeping);
    SessionReport made =
        report.of(standings, scans.problems(), scans.ended(), Optional.empty(), seed);
    finish(made, tasks, found, keeping);
    return made;
  }

  private ScanOptions scan(Keeping keeping, long seed) {
    Throttle pace = Throttle.of(options.bytesPerSecond(), () -> scans.ended().isPresent());
    ScanHooks hooks =
        ScanHooks.NONE
            .withProgress(options.progress())
            .withCheckpoint(keeping::reached)
            .withPace(pace);
    ScanMode mode = options.mode() == Mode.FAST ? ScanMode.FAST : ScanMode.FULL;
    return options.scan().withSeed(seed).withMode(mode).withHooks(hooks);
  }

  /** The interrupted run that this one goes on with, if it does. */
  private Optional<StateEntry.Begun> goesOn(History history, String selection) {
    Optional<StateEntry.Begun> interrupted = history.interrupted();
    if (options.mode() == Mode.SINCE_LAST) {
      return Optional.empty();
    }
    if (interrupted.isEmpty()) {
      if (options.resume()) {
        options.notices().accept("No interrupted run is kept; beginning anew.");
      }
      return Optional.empty();
    }
    StateEntry.Begun begun = interrupted.get();
    if (options.resume()) {
      refuseOther(begun, selection);
      return interrupted;
    }
    long proven =
        history.ofInterrupted().values().stream().mapToLong(p -> p.point().proven().size()).sum();
    options
        .notices()
        .accept(
            String.format(
                Locale.ROOT,
                "A run (--mode %s) of %s was interrupted after it had proved %,d source offsets;"
                    + " --resume goes on with it. Beginning anew.",
                begun.mode().word(),
                begun.at(),
                proven));
    return Optional.empty();
  }

  private void refuseOther(StateEntry.Begun begun, String selection) {
    if (begun.mode() != options.mode() || !begun.selection().equals(selection)) {
      throw new StateException(
          "the interrupted run was --mode "
              + begun.mode().word()
              + " over "
              + begun.selection()
              + ", this one is --mode "
              + options.mode().word()
              + " over "
              + selection
              + "; resume it with the same options, or leave out --resume to begin anew");
    }
  }

  private Map<TopicPartition, StateEntry.Point> known(
      History history, Optional<StateEntry.Begun> goesOn) {
    if (goesOn.isPresent()) {
      return history.ofInterrupted();
    }
    if (options.mode() != Mode.SINCE_LAST) {
      return Map.of();
    }
    if (history.proven().isEmpty()) {
      options.notices().accept("No earlier proof is kept; everything is judged.");
    }
    return history.proven();
  }

  private List<Task> tasks(Map<TopicPartition, StateEntry.Point> known, long seed) {
    List<Task> tasks = new Tasks(terrain, options.selection(), seed).all(this::contract);
    if (known.isEmpty()) {
      return tasks;
    }
    Continuation rule = new Continuation(terrain, options.mode() == Mode.SINCE_LAST);
    Lookers lookers =
        new Lookers(
            source, target, options.scan(), Pace.FREE, clock, () -> scans.ended().isPresent());
    return new Continuations(options.scan(), rule, lookers).of(tasks, known);
  }

  private Contract contract(Subject subject) {
    return options.scan().contracts().apply(subject.topic()).at(subject.partition());
  }

  private Map<TopicPartition, LogIdentity> identities(List<Task> tasks) {
    Map<TopicPartition, LogIdentity> identities = new HashMap<>();
    for (Task task : tasks) {
      Subject subject = task.subject();
      String words = Continuation.words(contract(subject));
      identities.put(subject.sourcePartition(), terrain.identity(subject, words));
    }
    return identities;
  }

  private List<Standing> standings(
      List<Task> tasks, Map<TopicPartition, PartitionReport> found, Keeping keeping) {
    String why = scans.ended().orElseGet(() -> String.join("; ", scans.problems()));
    List<Standing> standings = new ArrayList<>();
    for (Task task : tasks) {
      TopicPartition partition = task.subject().sourcePartition();
      Optional<OffsetRange> reached =
          scans.ended().isPresent()
              ? keeping.at(partition).map(ProofPoint::proven)
              : Optional.empty();
      Optional<PartitionReport> report = Optional.ofNullable(found.get(partition));
      standings.add(Outcome.of(task, report, reached, why));
    }
    return standings;
  }

  /** A run that was ended early stays open, so that it can be gone on with. */
  private void finish(
      SessionReport made,
      List<Task> tasks,
      Map<TopicPartition, PartitionReport> found,
      Keeping keeping) {
    boolean isWhole = scans.ended().isEmpty() && scans.problems().isEmpty();
    for (Task task : tasks) {
      PartitionReport report = found.get(task.subject().sourcePartition());
      if (isWhole && report != null) {
        keeping.settle(task.subject(), contract(task.subject()), report);
      }
    }
    if (isWhole) {
      keeping.end(made.scan().verdict().word());
    }
  }
}
