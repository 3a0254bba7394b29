package io.strait.migrator.run;

import io.strait.migrator.cutover.CutoverState;
import io.strait.migrator.cutover.CutoverState.Passage;
import io.strait.migrator.cutover.Direction;
import io.strait.migrator.plan.Wave;
import io.strait.migrator.step.LinkHost;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.Link;
import java.util.Optional;

/** Which link has to run in which state; brought about when a state is entered or resumed. */
final class LinkKeeper {
  private enum Wanted {
    FORWARD,
    REVERSE,
    NEITHER,
    AS_IT_IS
  }

  private final Link forward;
  private final LinkHost host;
  private Wanted wanted = Wanted.AS_IT_IS;
  private Optional<String> problem = Optional.empty();

  LinkKeeper(Wave wave, LinkHost host) {
    this.forward = wave.link();
    this.host = host;
  }

  /** A state was entered, or found when the journal was opened. */
  void want(CutoverState state) {
    wanted = wanted(state);
    keep();
  }

  /** Brings it about, unless that is done. */
  void keep() {
    try {
      switch (wanted) {
        case FORWARD -> only(forward, forward.reversed());
        case REVERSE -> only(forward.reversed(), forward);
        case NEITHER -> {
          host.stop(forward);
          host.stop(forward.reversed());
        }
        case AS_IT_IS -> {}
      }
      wanted = Wanted.AS_IT_IS;
      problem = Optional.empty();
    } catch (ClusterException e) {
      problem = Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Why the last attempt failed. */
  Optional<String> problem() {
    return problem;
  }

  private void only(Link run, Link rest) {
    host.stop(rest);
    host.start(run);
  }

  private static Wanted wanted(CutoverState state) {
    return switch (state.name()) {
      case PLANNED, PREPARED, ABORTING -> Wanted.AS_IT_IS;
      case MIRRORING, VERIFYING, READY -> Wanted.FORWARD;
      case SOAKING -> Wanted.REVERSE;
      case COMPLETED -> Wanted.NEITHER;
      case ARMED, FENCING, FENCED, DRAINED, TAIL_PROVED -> feed(state);
      case REVERSE_ARMED, SWITCHING, SWITCHED -> counter(state);
      case HALTED ->
          ((CutoverState.Halted) state).direction() == Direction.FORWARD
              ? Wanted.FORWARD
              : Wanted.REVERSE;
    };
  }

  private static Wanted feed(CutoverState state) {
    return ((Passage) state).direction() == Direction.FORWARD ? Wanted.FORWARD : Wanted.REVERSE;
  }

  private static Wanted counter(CutoverState state) {
    return feed(state) == Wanted.FORWARD ? Wanted.REVERSE : Wanted.FORWARD;
  }
}
