package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.audit.Watermarks.Sight;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.contract.Contract;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.Pace;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.Subject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Audits one link, pass by pass, for as long as this process owns it.
 *
 * <p>A pass looks at the bounds of all logs, seals and proves what has arrived since, judges the
 * suspects whose grace is over, moves event time on, and stores all that. When anything fails, what
 * was not stored is forgotten and the next pass begins with what is stored: nothing is passed over
 * and nothing counts twice. Passes run on one thread; {@link #snapshot} and {@link #epoch} may be
 * called by any.
 */
public final class LinkAudit implements AutoCloseable {
  private static final int COMMIT_AT = 500;

  /** For so long one pass seals; then it tells how it stands. */
  private static final long MOST_MILLIS = 10_000;

  /** At most so many offsets behind the copy may be ends of transactions and nothing else. */
  private static final long MOST_MARKERS = 16;

  private final Parts parts;
  private final AuditOptions options;
  private final Map<TopicPartition, LagMark> marks = new HashMap<>();
  private final Map<TopicPartition, Long> lastRecord = new HashMap<>();
  private final Map<TopicPartition, Long> mostOffsets = new HashMap<>();
  private final Map<TopicPartition, Long> emptyTo = new HashMap<>();
  private final Doubts doubts = new Doubts();
  private Optional<AuditLedger> ledger = Optional.empty();
  private volatile Optional<AuditSnapshot> snapshot = Optional.empty();
  private Map<TopicPartition, LogBounds> claimedAt = Map.of();
  private int first;

  /**
   * What an audit is made of.
   *
   * @param store where it is kept
   * @param source logs of the source
   * @param target logs of the target
   * @param claims what the copies are claimed to be
   * @param judge names what differs
   * @param partitions what to audit now; asked at every pass
   * @param pace of all reading
   * @param stopped asked between acts; a pass then ends early
   * @param seed of the digests, for an audit that is begun; a later owner goes on with the first
   */
  public record Parts(
      AuditStore store,
      AuditLogs source,
      AuditLogs target,
      AuditClaims claims,
      SuspectJudge judge,
      Supplier<List<AuditedPartition>> partitions,
      Pace pace,
      BooleanSupplier stopped,
      long seed,
      Clock clock) {}

  /** Does nothing yet. Closing it closes the store, both sides' logs and the claims. */
  public LinkAudit(Parts parts, AuditOptions options) {
    this.parts = parts;
    this.options = options;
  }

  /** What one pass works with. */
  private record Look(
      List<AuditedPartition> partitions,
      Map<TopicPartition, LogBounds> sources,
      Map<TopicPartition, LogBounds> targets,
      List<String> problems) {}

  /**
   * One pass.
   *
   * @return whether there is more to do at once
   * @throws io.strait.replicator.cluster.ClusterException if a cluster does not answer or refuses;
   *     nothing is lost, call it again
   */
  public boolean pass() {
    boolean done = false;
    try {
      Look look = look();
      AuditLedger open = ledger();
      boolean more = seal(open, look);
      if (parts.stopped().getAsBoolean()) {
        return false;
      }
      judge(open, look);
      advance(open, look);
      open.looked(look.problems(), parts.clock().millis());
      commit(open, 1);
      publish(open, look);
      done = true;
      return more;
    } finally {
      if (!done) {
        forget();
      }
    }
  }

  /** How it stands; empty before the first pass that succeeded. */
  public Optional<AuditSnapshot> snapshot() {
    return snapshot;
  }

  /** All that is known. Confined to the thread of the passes. */
  public Optional<AuditState> state() {
    return ledger.map(AuditLedger::state);
  }

  /** Which owner this is; empty before it took over. */
  public OptionalLong epoch() {
    return snapshot
        .map(one -> OptionalLong.of(one.summary().epoch()))
        .orElseGet(OptionalLong::empty);
  }

  @Override
  public void close() {
    forget();
    parts.source().close();
    parts.target().close();
    parts.claims().close();
  }

  /** The target's bounds come first: what it has beyond the source then never came from there. */
  private Look look() {
    List<AuditedPartition> partitions = parts.partitions().get();
    List<Subject> subjects = partitions.stream().map(AuditedPartition::subject).toList();
    List<Subject> onBoth = subjects.stream().filter(Subject::isOnBoth).toList();
    Map<TopicPartition, LogBounds> targets =
        parts.target().bounds(onBoth.stream().map(Subject::targetPartition).toList());
    Map<TopicPartition, LogBounds> sources =
        parts.source().bounds(subjects.stream().map(Subject::sourcePartition).toList());
    boolean due = ledger.isEmpty() || !ledger.get().due(parts.clock().millis()).isEmpty();
    if (due || !claimedAt.equals(targets)) {
      claimedAt = Map.of();
      parts.claims().refresh(onBoth);
      claimedAt = Map.copyOf(targets);
    }
    return new Look(partitions, sources, targets, new ArrayList<>());
  }

  /** Each partition in turn, for a while; the next pass goes on behind the last. */
  private boolean seal(AuditLedger open, Look look) {
    long until = parts.clock().millis() + MOST_MILLIS;
    int count = look.partitions().size();
    boolean more = false;
    for (int i = 0; i < count && !parts.stopped().getAsBoolean(); i++) {
      more |= step(open, look, look.partitions().get((first + i) % count));
      commit(open, COMMIT_AT);
      if (parts.clock().millis() > until) {
        first = (first + i + 1) % count;
        return true;
      }
    }
    return more;
  }

  private AuditLedger ledger() {
    if (ledger.isEmpty()) {
      ledger = Optional.of(AuditLedger.open(options, parts.store(), parts.seed()));
    }
    return ledger.orElseThrow();
  }

  private void forget() {
    parts.store().close();
    ledger = Optional.empty();
  }

  private void commit(AuditLedger open, int least) {
    if (open.unstored() >= least) {
      parts.store().commit(open.drain());
    }
  }

  /** One act about one partition; says whether there is more to do about it. */
  private boolean step(AuditLedger open, Look look, AuditedPartition partition) {
    Subject subject = partition.subject();
    TopicPartition source = subject.sourcePartition();
    LogBounds here = look.sources().get(source);
    LogBounds there = look.targets().get(subject.targetPartition());
    Optional<Contract> contract = contract(subject);
    if (here == null || there == null || contract.isEmpty()) {
      look.problems().add(source + ": " + hindrance(subject, contract));
      return false;
    }
    long now = parts.clock().millis();
    if (isAnother(open, partition)) {
      open.found(reset(partition, open.state().position(source).orElseThrow(), now));
    }
    Optional<PartitionPosition> known =
        open.state().position(source).filter(one -> one.topicId().equals(partition.topicId()));
    boolean anchored = open.isAnchored(source);
    OffsetRelation relation = contract.get().offsets().images().orElse(OffsetRelation.EXACT);
    long most = mostOffsets.getOrDefault(source, options.range());
    SealDecision next = Sealer.next(known, anchored, here, there, relation, options.latest(), most);
    if (next instanceof SealDecision.Begin begin) {
      open.begin(partition, begin, now);
      return true;
    }
    return act(open, look, subject, next, contract.get(), anchored, now);
  }

  /** Nothing is claimed about what only one side has. */
  private Optional<Contract> contract(Subject subject) {
    return subject.isOnBoth() ? parts.claims().contract(subject) : Optional.empty();
  }

  private String hindrance(Subject subject, Optional<Contract> contract) {
    if (!subject.isOnBoth()) {
      return "not audited: the target has no "
          + subject.targetPartition()
          + "; if it was deleted there, the copy is gone";
    }
    return contract.isEmpty() ? parts.claims().problem(subject) : "its bounds cannot be asked for";
  }

  private boolean act(
      AuditLedger open,
      Look look,
      Subject subject,
      SealDecision next,
      Contract contract,
      boolean anchored,
      long now) {
    TopicPartition source = subject.sourcePartition();
    PartitionPosition position = open.state().position(source).orElseThrow();
    OffsetRelation relation = contract.offsets().images().orElse(OffsetRelation.EXACT);
    long grace = options.grace().toMillis();
    if (next instanceof SealDecision.Ahead ahead) {
      doubts.ahead(subject, position, ahead, relation, now, grace).ifPresent(open::found);
      return false;
    }
    if (next instanceof SealDecision.Truncated truncated) {
      doubts.truncated(subject, position, truncated, now, grace).ifPresent(open::found);
      return false;
    }
    doubts.settled(source);
    if (next instanceof SealDecision.Rest) {
      noteTail(source, position.sealedTo(), look.sources().get(source).stableEnd());
      return false;
    }
    if (next instanceof SealDecision.Lost lost) {
      open.lost(source, lost, now);
      return true;
    }
    return next instanceof SealDecision.Seal seal
        && open.suspects(source) < options.suspects()
        && seal(open, subject, seal, contract, anchored);
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

  /** One past the last offset that is sealed, or known to hold nothing that could be. */
  private long reached(TopicPartition source, long sealedTo) {
    return Math.max(sealedTo, emptyTo.getOrDefault(source, 0L));
  }

  /** Retention may take the range while it is read: the next look sees that it is lost. */
  private boolean seal(
      AuditLedger open,
      Subject subject,
      SealDecision.Seal seal,
      Contract contract,
      boolean anchored) {
    TopicPartition source = subject.sourcePartition();
    EventClock clock = open.state().position(source).orElseThrow().clock();
    try {
      RangeLook read =
          reader(open)
              .read(
                  sides(subject, contract),
                  seal.range(),
                  seal.onTarget(),
                  clock,
                  parts.clock().millis());
      open.sealed(source, read, anchored, parts.clock().millis());
      long each = Math.max(1, read.bytes() / read.range().size());
      mostOffsets.put(source, Math.max(1, Math.min(options.range(), 2 * options.bytes() / each)));
      if (read.source().count() > 0) {
        lastRecord.put(source, parts.clock().millis());
      }
      return true;
    } catch (RangeGone gone) {
      return false;
    }
  }

  private void judge(AuditLedger open, Look look) {
    Map<TopicPartition, Subject> subjects = new HashMap<>();
    look.partitions().forEach(one -> subjects.put(one.subject().sourcePartition(), one.subject()));
    for (SealedRange suspect : open.due(parts.clock().millis())) {
      Subject subject = subjects.get(suspect.partition());
      Optional<Contract> contract = Optional.ofNullable(subject).flatMap(this::contract);
      if (contract.isPresent() && !parts.stopped().getAsBoolean()) {
        judge(open, subject, suspect, contract.get());
        commit(open, COMMIT_AT);
      }
    }
  }

  /** Equal when it is read again: cleared. Otherwise the judge names what differs. */
  private void judge(AuditLedger open, Subject subject, SealedRange suspect, Contract contract) {
    Optional<RangeLook> again = Optional.empty();
    Judgement judgement;
    try {
      again = Optional.of(again(open, subject, suspect, contract));
      judgement =
          again.get().isEqual()
              ? new Judgement(State.PROVED, List.of(), "")
              : parts.judge().judge(subject, suspect);
    } catch (RangeGone gone) {
      judgement =
          new Judgement(
              State.UNVERIFIABLE,
              List.of(),
              "differed once and is no longer there to be read again: " + gone.getMessage());
    }
    open.judged(suspect, judgement, again, parts.clock().millis());
  }

  private RangeLook again(
      AuditLedger open, Subject subject, SealedRange suspect, Contract contract) {
    OffsetRelation relation = contract.offsets().images().orElse(OffsetRelation.EXACT);
    long image = relation.toTarget(suspect.range().from());
    long from = suspect.anchored() ? Math.min(suspect.targetFrom(), image) : image;
    long to = relation.toTarget(suspect.range().to());
    return reader(open)
        .again(
            sides(subject, contract),
            suspect.range(),
            new OffsetRange(Math.max(0, from), Math.max(Math.max(0, from), to)),
            parts.clock().millis());
  }

  private RangeReader reader(AuditLedger open) {
    return new RangeReader(open.owner().seed(), options.rule(), parts.pace());
  }

  private RangeReader.Sides sides(Subject subject, Contract contract) {
    return new RangeReader.Sides(
        subject.topic().source(),
        parts.source().log(subject.sourcePartition()),
        parts.target().log(subject.targetPartition()),
        contract);
  }

  private void advance(AuditLedger open, Look look) {
    long now = parts.clock().millis();
    Map<String, List<Sight>> topics = new TreeMap<>();
    for (AuditedPartition partition : look.partitions()) {
      TopicPartition source = partition.subject().sourcePartition();
      Optional<PartitionPosition> position = open.state().position(source);
      LogBounds bounds = look.sources().get(source);
      boolean waits =
          bounds == null
              || bounds.stableEnd()
                  > reached(source, position.map(PartitionPosition::sealedTo).orElse(0L));
      topics
          .computeIfAbsent(source.topic(), topic -> new ArrayList<>())
          .add(
              new Sight(
                  position.map(PartitionPosition::clock).orElse(EventClock.UNSET),
                  waits,
                  lastRecord.computeIfAbsent(source, key -> now)));
    }
    topics.forEach(
        (topic, sights) ->
            Watermarks.of(sights, options.rule(), now)
                .ifPresent(mark -> open.state().windows().advance(topic, mark)));
  }

  private void publish(AuditLedger open, Look look) {
    long now = parts.clock().millis();
    AuditLag lag = new AuditLag(0, 0);
    for (AuditedPartition partition : look.partitions()) {
      TopicPartition source = partition.subject().sourcePartition();
      LogBounds bounds = look.sources().get(source);
      Optional<PartitionPosition> position = open.state().position(source);
      if (bounds != null) {
        LagMark mark = marks.computeIfAbsent(source, key -> new LagMark());
        long reached =
            reached(source, position.map(PartitionPosition::sealedTo).orElse(bounds.start()));
        lag = lag.plus(mark.of(bounds.stableEnd(), reached, now));
      }
    }
    snapshot =
        Optional.of(AuditSnapshot.of(open.state(), now, lag, doubts.size(), look.problems()));
  }

  private static boolean isAnother(AuditLedger open, AuditedPartition partition) {
    return open.state()
        .position(partition.subject().sourcePartition())
        .filter(one -> !one.topicId().equals(partition.topicId()))
        .isPresent();
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
