package io.strait.migrator.cutover;

import io.strait.migrator.cutover.Transition.Moved;
import io.strait.migrator.cutover.Transition.Refused;

/** The one function that says which state follows. Pure: no clock, no I/O, nothing mutable. */
public final class CutoverMachine {
  private CutoverMachine() {}

  /** The state after the event, or why the event is refused in this state. */
  public static Transition on(CutoverState state, CutoverEvent event) {
    return state.accept(new Answer(event));
  }

  private record Answer(CutoverEvent event) implements StateVisitor<Transition> {
    @Override
    public Transition planned(CutoverState.Planned state) {
      return event instanceof CutoverEvent.TargetPrepared ? moved(state.prepared()) : no(state);
    }

    @Override
    public Transition prepared(CutoverState.Prepared state) {
      return event instanceof CutoverEvent.LinkStarted ? moved(state.mirroring()) : no(state);
    }

    @Override
    public Transition mirroring(CutoverState.Mirroring state) {
      return event instanceof CutoverEvent.CaughtUp ? moved(state.verifying()) : no(state);
    }

    @Override
    public Transition verifying(CutoverState.Verifying state) {
      if (event instanceof CutoverEvent.Verified verified) {
        return moved(state.ready(verified.at(), verified.verifiedTo()));
      }
      if (event instanceof CutoverEvent.Diverged diverged) {
        return moved(state.diverged(diverged.reason()));
      }
      return event instanceof CutoverEvent.AttestationExpired ? moved(state.expired()) : no(state);
    }

    @Override
    public Transition ready(CutoverState.Ready state) {
      if (event instanceof CutoverEvent.SwitchAccepted accepted) {
        return moved(state.armed(accepted.command()));
      }
      return event instanceof CutoverEvent.AttestationExpired ? moved(state.expired()) : no(state);
    }

    @Override
    public Transition armed(CutoverState.Armed state) {
      return event instanceof CutoverEvent.ClientsHeld held
          ? moved(state.fencing(held.since()))
          : orAbort(state);
    }

    @Override
    public Transition fencing(CutoverState.Fencing state) {
      return event instanceof CutoverEvent.FenceProved proved
          ? moved(state.fenced(proved.frontier()))
          : orAbort(state);
    }

    @Override
    public Transition fenced(CutoverState.Fenced state) {
      return event instanceof CutoverEvent.DrainedToFrontier
          ? moved(state.drained())
          : orExpire(state);
    }

    @Override
    public Transition drained(CutoverState.Drained state) {
      return event instanceof CutoverEvent.TailMatched matched
          ? moved(state.tailProved(matched.records()))
          : orExpire(state);
    }

    @Override
    public Transition tailProved(CutoverState.TailProved state) {
      return event instanceof CutoverEvent.CounterLinkArmed
          ? moved(state.reverseArmed())
          : orExpire(state);
    }

    @Override
    public Transition reverseArmed(CutoverState.ReverseArmed state) {
      return event instanceof CutoverEvent.Decided decided
          ? moved(state.switching(decided.at()))
          : orExpire(state);
    }

    @Override
    public Transition switching(CutoverState.Switching state) {
      return event instanceof CutoverEvent.RouteReleased released
          ? moved(state.switched(released.at()))
          : no(state);
    }

    @Override
    public Transition switched(CutoverState.Switched state) {
      if (!(event instanceof CutoverEvent.Settled)) {
        return no(state);
      }
      return moved(state.direction() == Direction.FORWARD ? state.soaking() : state.mirroring());
    }

    @Override
    public Transition soaking(CutoverState.Soaking state) {
      if (event instanceof CutoverEvent.RollbackAccepted accepted) {
        return moved(state.reversing(accepted.command()));
      }
      return event instanceof CutoverEvent.CompleteAccepted ? moved(state.completed()) : no(state);
    }

    @Override
    public Transition completed(CutoverState.Completed state) {
      return no(state);
    }

    @Override
    public Transition aborting(CutoverState.Aborting state) {
      if (!(event instanceof CutoverEvent.Compensated compensated)) {
        return no(state);
      }
      if (state.diverged()) {
        return moved(state.halted());
      }
      return moved(
          state.direction() == Direction.FORWARD
              ? state.mirroring()
              : state.soaking(compensated.at()));
    }

    @Override
    public Transition halted(CutoverState.Halted state) {
      if (!(event instanceof CutoverEvent.ResumeAccepted resumed)) {
        return no(state);
      }
      return moved(
          state.direction() == Direction.FORWARD ? state.mirroring() : state.soaking(resumed.at()));
    }

    private Transition orExpire(CutoverState.Sealed state) {
      return event instanceof CutoverEvent.AttestationExpired
          ? moved(state.expired())
          : orAbort(state);
    }

    private Transition orAbort(CutoverState.BeforeDecision state) {
      return event instanceof CutoverEvent.GivenUp gaveUp
          ? moved(state.abort(gaveUp.reason(), gaveUp.diverged()))
          : no(state);
    }

    private Transition moved(CutoverState next) {
      return new Moved(next);
    }

    private Transition no(CutoverState state) {
      return new Refused(
          event.word()
              + " is not possible in "
              + state.label()
              + "; possible there: "
              + PermittedEdges.eventsIn(state.label()));
    }
  }
}
