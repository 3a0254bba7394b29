package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.audit.Ground.Plot;
import io.strait.validator.check.FindingCode;
import io.strait.validator.contract.Contract;
import io.strait.validator.judge.Clip;
import io.strait.validator.judge.StartFinder;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.common.TopicPartition;

/** Seals partitions step by step, as long as their logs are those of before. One thread. */
final class Sealing {
  /** At most so many offsets behind the copy may be ends of transactions and nothing else. */
  private static final long MOST_MARKERS = 16;

  private final LinkAudit.Parts parts;
  private final AuditOptions options;
  private final EventTimes times;
  private final Doubts doubts;
  private final OrderSealing ordered;
  private final Map<TopicPartition, Long> mostOffsets = new HashMap<>();
  private final Map<TopicPartition, Long> emptyTo = new HashMap<>();

  Sealing(LinkAudit.Parts parts, AuditOptions options, EventTimes times) {
    this.parts = parts;
    this.options = options;
    this.times = times;
    this.doubts = new Doubts(options.grace().toMillis());
    this.ordered = new OrderSealing(parts, doubts);
  }

  /** How many partitions are in doubt. */
  int doubtful() {
    return doubts.size();
  }

  /** Whether some logs may not be those that were sealed. */
  boolean isOnDoubtfulGround() {
    return doubts.areThere(Doubts.Kind.GROUND);
  }

  /** Whether its logs may not be those that were sealed. */
  boolean isOnDoubtfulGround(TopicPartition source) {
    return doubts.isIn(source, Doubts.Kind.GROUND);
  }

  /** Forgets all other partitions. */
  void keep(Collection<TopicPartition> partitions) {
    doubts.keep(partitions);
    ordered.keep(partitions);
    mostOffsets.keySet().retainAll(partitions);
    emptyTo.keySet().retainAll(partitions);
  }

  /** One past the last offset that is sealed, or known to hold nothing that could be. */
  long reached(TopicPartition source, long sealedTo) {
    return Math.max(sealedTo, emptyTo.getOrDefault(source, 0L));
  }

  /** Nothing is claimed about what only one side has. */
  Optional<Contract> contract(Subject subject) {
    return subject.isOnBoth() ? parts.claims().contract(subject) : Optional.empty();
  }

  /** One act about one partition; says whether there is more to do about it. */
  boolean step(AuditLedger open, LinkAudit.Look look, AuditedPartition partition) {
    Subject subject = partition.subject();
    SeenLog here = look.sources().get(subject.sourcePartition());
    SeenLog there = look.targets().get(subject.targetPartition());
    long now = parts.clock().millis();
    Optional<PartitionPosition> known = known(open, partition, now);
    if (here == null || there == null) {
      hindered(open, look, partition, known, now);
      return false;
    }
    Optional<Contract> contract = contract(subject);
    Turn turn = new Turn(open, partition, here, there, contract.orElse(Contract.PLAIN), now);
    if (known.isPresent() && !stands(turn, known.get(), contract)) {
      return false;
    }
    if (contract.isEmpty()) {
      look.hindrances()
          .unclaimed(subject, parts.claims().problem(subject), waiting(here.bounds(), known));
      return false;
    }
    if (known.isEmpty()) {
      boolean again = open.state().position(subject.sourcePartition()).isPresent();
      return begin(turn, 0, options.latest() && !again);
    }
    return act(turn, open.state().position(subject.sourcePartition()).orElseThrow());
  }

  /** How far it is, if the source topic is still the same. */
  private Optional<PartitionPosition> known(
      AuditLedger open, AuditedPartition partition, long now) {
    Optional<PartitionPosition> stored =
        open.state().position(partition.subject().sourcePartition());
    boolean another = stored.filter(one -> !one.topicId().equals(partition.topicId())).isPresent();
    if (another) {
      emptyTo.remove(partition.subject().sourcePartition());
      open.found(reset(partition, stored.orElseThrow(), now));
      return Optional.empty();
    }
    return stored;
  }

  private void hindered(
      AuditLedger open,
      LinkAudit.Look look,
      AuditedPartition partition,
      Optional<PartitionPosition> known,
      long now) {
    Subject subject = partition.subject();
    SeenLog here = look.sources().get(subject.sourcePartition());
    if (subject.isOnBoth()) {
      look.hindrances().silent(subject);
      return;
    }
    look.hindrances().lacking(subject, here == null ? 0 : waiting(here.bounds(), known));
    if (known.isPresent()
        && ground(open).absent(partition, known.get(), now) instanceof Standing.Gone gone) {
      open.found(gone.finding());
    }
  }

  /** Committed source offsets that are not sealed. */
  private static long waiting(LogBounds source, Optional<PartitionPosition> known) {
    return source.stableEnd()
        - known.map(one -> Math.max(one.sealedTo(), source.start())).orElse(source.start());
  }

  private Ground ground(AuditLedger open) {
    return new Ground(parts.source(), parts.target(), doubts, open.owner().seed());
  }

  /** Whether more can be sealed; where a log is not what it was, goes back to where it parted. */
  private boolean stands(Turn turn, PartitionPosition known, Optional<Contract> contract) {
    LongUnaryOperator origins =
        contract.flatMap(one -> one.offsets().images()).isPresent()
            ? turn.relation()::toSource
            : at -> turn.open().origin(turn.place(), at);
    Plot plot = new Plot(turn.partition(), known, turn.source(), turn.target(), origins);
    Standing standing = ground(turn.open()).of(plot, turn.now());
    if (standing instanceof Standing.Firm firm) {
      turn.open().stands(known, firm.footings());
      return true;
    }
    if (standing instanceof Standing.Fallen fallen) {
      turn.open().found(fallen.finding());
      boolean whole = fallen.finding().code() == FindingCode.RESET_TARGET;
      if (contract.isPresent()) {
        doubts.settled(turn.place(), Doubts.Kind.GROUND);
        emptyTo.remove(turn.place());
        if (whole || !turn.open().goBack(known, fallen, turn.now())) {
          begin(turn, known.from(), false);
        }
      }
    }
    return false;
  }

  private boolean begin(Turn turn, long least, boolean latest) {
    if (!turn.isInOrder()) {
      LogBounds source = turn.source().bounds();
      LogBounds target = turn.target().bounds();
      begin(turn, Sealer.begin(source, target, turn.relation(), least, latest));
      return true;
    }
    Optional<StartFinder.Start> start = ordered.begin(turn, least);
    start.ifPresent(one -> begin(turn, one));
    return start.isPresent();
  }

  /** What ought to be judged before the first pair of records and cannot be is not passed over. */
  private void begin(Turn turn, StartFinder.Start start) {
    Optional<Clip.Gap> gap =
        start.gaps().stream()
            .filter(one -> !one.range().isEmpty() && !options.latest())
            .findFirst();
    long from = gap.map(one -> one.range().from()).orElse(start.sourceOffset());
    begin(turn, new SealDecision.Begin(from, start.targetOffset()));
    gap.ifPresent(
        one ->
            turn.open()
                .lost(
                    turn.place(),
                    new SealDecision.Lost(one.range(), start.targetOffset(), one.why()),
                    turn.now()));
  }

  private void begin(Turn turn, SealDecision.Begin begin) {
    Footings footings =
        new Footings(
            turn.partition().targetId(),
            Footing.NONE.under(turn.source().epoch()),
            Footing.NONE.under(turn.target().epoch()));
    turn.open().begin(turn.partition(), begin, footings, turn.now());
  }

  private boolean act(Turn turn, PartitionPosition position) {
    TopicPartition source = turn.place();
    boolean anchored = turn.open().isAnchored(source);
    long most = mostOffsets.getOrDefault(source, options.range());
    if (turn.isInOrder()) {
      return actInOrder(turn, most);
    }
    SealDecision next =
        Sealer.next(
            position,
            anchored,
            turn.source().bounds(),
            turn.target().bounds(),
            turn.relation(),
            most);
    if (next instanceof SealDecision.Ahead ahead) {
      if (doubts.lasts(source, Doubts.Kind.AHEAD, turn.now())) {
        turn.open().found(foreign(turn, position, ahead));
      }
      return false;
    }
    doubts.settled(source, Doubts.Kind.AHEAD);
    if (next instanceof SealDecision.Rest) {
      noteTail(source, position.sealedTo(), turn.source().bounds().stableEnd());
      return false;
    }
    if (next instanceof SealDecision.Lost lost) {
      turn.open().lost(source, lost, turn.now());
      return true;
    }
    return next instanceof SealDecision.Seal seal
        && turn.open().suspects(source) < options.suspects()
        && seal(turn, seal, anchored);
  }

  /** Ends of transactions that a mapped copy has no offset for: nothing waits behind them. */
  private void noteTail(TopicPartition source, long sealedTo, long stableEnd) {
    long tail = stableEnd - sealedTo;
    if (tail > 0 && tail <= MOST_MARKERS && emptyTo.getOrDefault(source, -1L) != stableEnd) {
      OffsetRange range = new OffsetRange(sealedTo, stableEnd);
      if (!parts.source().log(source).read(range).hasNext()) {
        emptyTo.put(source, stableEnd);
      }
    }
  }

  /** Retention may take a range while it is read: the next look sees that it is lost. */
  private boolean seal(Turn turn, SealDecision.Seal seal, boolean anchored) {
    try {
      RangeReader.Sides sides = sides(turn.subject(), turn.contract());
      EventClock clock = turn.position().clock();
      long now = parts.clock().millis();
      sealed(
          turn,
          reader(turn.open()).read(sides, seal.range(), seal.onTarget(), clock, now),
          anchored);
      return true;
    } catch (RangeGone gone) {
      return false;
    }
  }

  /** The same where only the order is claimed. */
  private boolean actInOrder(Turn turn, long most) {
    try {
      long before = turn.position().sealedTo();
      Optional<OrderSealing.Stretch> next = ordered.next(turn, most);
      Optional<RangeLook> read =
          next.flatMap(
              one ->
                  reader(turn.open())
                      .inOrder(
                          sides(turn.subject(), turn.contract()),
                          one.onSource(),
                          one.onTarget(),
                          turn.position().clock(),
                          parts.clock().millis()));
      read.ifPresent(one -> sealed(turn, one, true));
      if (read.isEmpty()) {
        noteTail(turn.place(), turn.position().sealedTo(), turn.source().bounds().stableEnd());
      }
      return turn.position().sealedTo() > before;
    } catch (RangeGone gone) {
      return false;
    }
  }

  private void sealed(Turn turn, RangeLook read, boolean anchored) {
    TopicPartition source = turn.place();
    boolean timed = !read.clock().equals(turn.position().clock());
    turn.open().sealed(source, read, anchored, parts.clock().millis());
    long each = Math.max(1, read.bytes() / read.range().size());
    mostOffsets.put(source, Math.max(1, Math.min(options.range(), 2 * options.bytes() / each)));
    if (timed) {
      times.read(source, parts.clock().millis());
    }
  }

  RangeReader reader(AuditLedger open) {
    return new RangeReader(open.owner().seed(), options.rule(), parts.pace());
  }

  RangeReader.Sides sides(Subject subject, Contract contract) {
    return new RangeReader.Sides(
        subject.topic().source(),
        parts.source().log(subject.sourcePartition()),
        parts.target().log(subject.targetPartition()),
        contract);
  }

  private static AuditFinding foreign(
      Turn turn, PartitionPosition position, SealDecision.Ahead ahead) {
    long first = Math.max(position.targetTo(), turn.relation().toTarget(ahead.sourceEnd()));
    return new AuditFinding(
        FindingCode.FOREIGN,
        turn.subject().topic(),
        turn.subject().partition(),
        ahead.sourceEnd(),
        OptionalLong.empty(),
        OptionalLong.of(first),
        new OffsetRange(position.sealedTo(), position.sealedTo()),
        Math.max(1, ahead.targetEnd() - first),
        "target log ends at "
            + ahead.targetEnd()
            + ", whose source image is beyond the end "
            + ahead.sourceEnd()
            + " of the source",
        turn.now());
  }

  private static AuditFinding reset(
      AuditedPartition partition, PartitionPosition before, long now) {
    return new AuditFinding(
        FindingCode.RESET_SOURCE,
        partition.subject().topic(),
        partition.subject().partition(),
        before.sealedTo(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        new OffsetRange(before.from(), before.sealedTo()),
        1,
        "the source topic was created again: its id was "
            + before.topicId()
            + " and is "
            + partition.topicId(),
        now);
  }
}
