package io.strait.migrator.cutover;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a migration stands. Each record carries the evidence of how it was reached; its methods are
 * its only legal successors.
 */
public sealed interface CutoverState {
  /** The word for this state. */
  StateName name();

  /**
   * The name as journaled and shown: a passage back to the source is {@code REVERSING.} and the
   * name of its stage.
   */
  default String label() {
    return name().name();
  }

  /** Calls the one method of the visitor that belongs to this state. */
  <R> R accept(StateVisitor<R> visitor);

  /**
   * A switch under way.
   *
   * @param direction which way
   * @param command id of the operator's command that asked for it
   */
  record Course(Direction direction, String command) {}

  /**
   * Users are held.
   *
   * @param since when the hold was ordered, an upper bound of the write pause's start
   */
  record Hold(Course course, Instant since) {}

  /** Users are held and the log they wrote to is sealed at the frontier. */
  record Seal(Hold hold, Frontier frontier) {}

  /** A state inside a switch, of either direction. */
  sealed interface Passage extends CutoverState {
    /** The switch. */
    Course course();

    /** Which way authority is being moved. */
    default Direction direction() {
      return course().direction();
    }

    @Override
    default String label() {
      return direction() == Direction.FORWARD ? name().name() : "REVERSING." + name();
    }
  }

  /** A state inside a switch that can still be taken back. */
  sealed interface BeforeDecision extends Passage {
    /**
     * Gives the switch up.
     *
     * @param diverged whether the copy was found to differ from its source
     */
    default Aborting abort(String reason, boolean diverged) {
      return new Aborting(course(), reason, diverged);
    }
  }

  /** A state from which only the way forward is left. */
  sealed interface AfterDecision extends Passage {}

  /** Nothing has been touched. */
  record Planned() implements CutoverState {
    /** The clusters are prepared. */
    public Prepared prepared() {
      return new Prepared();
    }

    @Override
    public StateName name() {
      return StateName.PLANNED;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.planned(this);
    }
  }

  /** The target is closed to the applications and the route names the source. */
  record Prepared() implements CutoverState {
    /** The forward link runs. */
    public Mirroring mirroring() {
      return new Mirroring();
    }

    @Override
    public StateName name() {
      return StateName.PREPARED;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.prepared(this);
    }
  }

  /** The forward link copies. */
  record Mirroring() implements CutoverState {
    /** The link has caught up. */
    public Verifying verifying() {
      return new Verifying();
    }

    @Override
    public StateName name() {
      return StateName.MIRRORING;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.mirroring(this);
    }
  }

  /** What was copied so far is being compared. */
  record Verifying() implements CutoverState {
    /** No difference up to {@code verifiedTo}. */
    public Ready ready(Instant verifiedAt, Frontier verifiedTo) {
      return new Ready(verifiedAt, verifiedTo);
    }

    /** The comparison was interrupted. */
    public Mirroring expired() {
      return new Mirroring();
    }

    /** The copy differs from its source. */
    public Halted diverged(String reason) {
      return new Halted(Direction.FORWARD, reason);
    }

    @Override
    public StateName name() {
      return StateName.VERIFYING;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.verifying(this);
    }
  }

  /**
   * Caught up and compared.
   *
   * @param verifiedAt when the comparison ended; it is believed for a bounded time only
   * @param verifiedTo up to where, by the source's partitions
   */
  record Ready(Instant verifiedAt, Frontier verifiedTo) implements CutoverState {
    /** A switch was accepted. */
    public Armed armed(String command) {
      return new Armed(new Course(Direction.FORWARD, command));
    }

    /** The comparison is too old to be believed. */
    public Mirroring expired() {
      return new Mirroring();
    }

    @Override
    public StateName name() {
      return StateName.READY;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.ready(this);
    }
  }

  /** A switch was accepted; clients are being asked to hold. */
  record Armed(Course course) implements BeforeDecision {
    /** Every live client holds. */
    public Fencing fencing(Instant heldSince) {
      return new Fencing(new Hold(course, heldSince));
    }

    @Override
    public StateName name() {
      return StateName.ARMED;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.armed(this);
    }
  }

  /** Writes are being denied and the fence proved. */
  record Fencing(Hold hold) implements BeforeDecision {
    /** The fence is proved; only now is the frontier known. */
    public Fenced fenced(Frontier frontier) {
      return new Fenced(new Seal(hold, frontier));
    }

    @Override
    public Course course() {
      return hold.course();
    }

    @Override
    public StateName name() {
      return StateName.FENCING;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.fencing(this);
    }
  }

  /** The fence is proved and the frontier read. */
  record Fenced(Seal seal) implements Sealed {
    /** The link has copied up to the frontier. */
    public Drained drained() {
      return new Drained(seal);
    }

    @Override
    public StateName name() {
      return StateName.FENCED;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.fenced(this);
    }
  }

  /** Both logs end at the frontier. */
  record Drained(Seal seal) implements Sealed {
    /** The validator found both sides equal up to the frontier. */
    public TailProved tailProved(long records) {
      return new TailProved(seal, records);
    }

    @Override
    public StateName name() {
      return StateName.DRAINED;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.drained(this);
    }
  }

  /**
   * Both sides are proved equal up to the frontier.
   *
   * @param records how many records the proof compared
   */
  record TailProved(Seal seal, long records) implements Sealed {
    /** Groups are placed and the link of the other direction stands at the frontier. */
    public ReverseArmed reverseArmed() {
      return new ReverseArmed(seal);
    }

    @Override
    public StateName name() {
      return StateName.TAIL_PROVED;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.tailProved(this);
    }
  }

  /** All is in place for the decision. */
  record ReverseArmed(Seal seal) implements Sealed {
    /** The decision. */
    public Switching switching(Instant decidedAt) {
      return new Switching(seal, decidedAt);
    }

    @Override
    public StateName name() {
      return StateName.REVERSE_ARMED;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.reverseArmed(this);
    }
  }

  /** Before the decision, with a proved fence that expires when the runner is interrupted. */
  sealed interface Sealed extends BeforeDecision {
    /** What is held and where the log is sealed. */
    Seal seal();

    @Override
    default Course course() {
      return seal().hold().course();
    }

    /** The fence was proved by a runner that is gone: prove it again. */
    default Fencing expired() {
      return new Fencing(seal().hold());
    }
  }

  /** The decision is journaled; authority is being moved. */
  record Switching(Seal seal, Instant decidedAt) implements AfterDecision {
    /** The route names the new authority. */
    public Switched switched(Instant releasedAt) {
      return new Switched(seal, decidedAt, releasedAt);
    }

    @Override
    public Course course() {
      return seal.hold().course();
    }

    @Override
    public StateName name() {
      return StateName.SWITCHING;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.switching(this);
    }
  }

  /** The route names the new authority. */
  record Switched(Seal seal, Instant decidedAt, Instant releasedAt) implements AfterDecision {
    /** Writers were held for this long: from the order to hold to the release of the route. */
    public Duration writePause() {
      return Duration.between(seal.hold().since(), releasedAt);
    }

    /** After a cutover: the way back stays open. */
    public Soaking soaking() {
      return new Soaking(releasedAt);
    }

    /** After a rollback: as before the cutover. */
    public Mirroring mirroring() {
      return new Mirroring();
    }

    @Override
    public Course course() {
      return seal.hold().course();
    }

    @Override
    public StateName name() {
      return StateName.SWITCHED;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.switched(this);
    }
  }

  /**
   * The target has the authority and the reverse link runs.
   *
   * @param since when writers were released onto the target
   */
  record Soaking(Instant since) implements CutoverState {
    /** A rollback was accepted. */
    public Armed reversing(String command) {
      return new Armed(new Course(Direction.BACK, command));
    }

    /** The way back is given up. */
    public Completed completed() {
      return new Completed();
    }

    @Override
    public StateName name() {
      return StateName.SOAKING;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.soaking(this);
    }
  }

  /** The end; the source stays fenced so that there is one authority for ever. */
  record Completed() implements CutoverState {
    @Override
    public StateName name() {
      return StateName.COMPLETED;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.completed(this);
    }
  }

  /**
   * Taking a switch back before its decision.
   *
   * @param reason for the operator
   * @param diverged whether the copy was found to differ from its source
   */
  record Aborting(Course course, String reason, boolean diverged) implements Passage {
    /** A cutover was taken back. */
    public Mirroring mirroring() {
      return new Mirroring();
    }

    /** A rollback was taken back; the target keeps the authority. */
    public Soaking soaking(Instant since) {
      return new Soaking(since);
    }

    /** Taken back, but the copy differs. */
    public Halted halted() {
      return new Halted(direction(), reason);
    }

    @Override
    public StateName name() {
      return StateName.ABORTING;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.aborting(this);
    }
  }

  /**
   * The copy was found to differ. Users are not held: they work on the cluster they were on.
   *
   * @param direction of the link whose copy differs
   * @param reason for the operator
   */
  record Halted(Direction direction, String reason) implements CutoverState {
    /** A human says: go on mirroring. */
    public Mirroring mirroring() {
      return new Mirroring();
    }

    /** A human says: go on soaking. */
    public Soaking soaking(Instant since) {
      return new Soaking(since);
    }

    @Override
    public String label() {
      return direction == Direction.FORWARD ? name().name() : "REVERSING." + name();
    }

    @Override
    public StateName name() {
      return StateName.HALTED;
    }

    @Override
    public <R> R accept(StateVisitor<R> visitor) {
      return visitor.halted(this);
    }
  }
}
