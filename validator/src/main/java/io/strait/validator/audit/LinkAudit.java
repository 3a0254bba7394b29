package io.strait.validator.audit;

import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.contract.Contract;
import io.strait.validator.judge.StartFinder;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.Pace;
import io.strait.validator.log.RangeGone;
import io.strait.validator.log.Subject;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
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

  /** A suspect of a copy that claims order only waits for so many graces for what follows it. */
  private static final int PATIENCE = 6;

  /** Claims about what rests may change too, if seldom. */
  private static final long CLAIMS_MILLIS = 60_000;

  private final Parts parts;
  private final AuditOptions options;
  private final Map<TopicPartition, LagMark> marks = new HashMap<>();
  private final EventTimes times;
  private final Sealing sealing;
  private Optional<AuditLedger> ledger = Optional.empty();
  private volatile Optional<AuditSnapshot> snapshot = Optional.empty();
  private Map<TopicPartition, SeenLog> claimedAt = Map.of();
  private List<AuditedPartition> audited = List.of();
  private long claimedAllAt = Long.MIN_VALUE / 2;
  private boolean unsure;
  private int first;

  /**
   * What an audit is made of.
   *
   * @param store where it is kept
   * @param source logs of the source
   * @param target logs of the target
   * @param claims what the copies are claimed to be
   * @param judge names what differs
   * @param starts finds where logs are in step of which only the order is claimed
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
      StartFinder starts,
      AuditScopes partitions,
      Pace pace,
      BooleanSupplier stopped,
      long seed,
      Clock clock) {}

  /** Does nothing yet. Closing it closes the store, both sides' logs and the claims. */
  public LinkAudit(Parts parts, AuditOptions options) {
    this.parts = parts;
    this.options = options;
    this.times = new EventTimes(options.rule());
    this.sealing = new Sealing(parts, options, times);
  }

  /** What one pass works with. */
  record Look(
      List<AuditedPartition> partitions,
      Map<TopicPartition, SeenLog> sources,
      Map<TopicPartition, SeenLog> targets,
      Hindrances hindrances) {}

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
      open.looked(
          look.hindrances().problems(), look.hindrances().uncovered(), parts.clock().millis());
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
    AuditScope scope = parts.partitions().now(unsure || sealing.isOnDoubtfulGround());
    List<AuditedPartition> partitions = scope.partitions();
    forgetOthers(partitions);
    List<Subject> subjects = partitions.stream().map(AuditedPartition::subject).toList();
    List<Subject> onBoth = subjects.stream().filter(Subject::isOnBoth).toList();
    Map<TopicPartition, SeenLog> targets =
        parts.target().bounds(onBoth.stream().map(Subject::targetPartition).toList());
    Map<TopicPartition, SeenLog> sources =
        parts.source().bounds(subjects.stream().map(Subject::sourcePartition).toList());
    unsure = targets.size() < onBoth.size() || sources.size() < subjects.size();
    refresh(onBoth, targets);
    return new Look(partitions, sources, targets, new Hindrances(scope.unknown()));
  }

  /** What is claimed of those that moved, and of all while something is to be judged. */
  private void refresh(List<Subject> onBoth, Map<TopicPartition, SeenLog> targets) {
    boolean due = ledger.isEmpty() || !ledger.get().due(parts.clock().millis()).isEmpty();
    List<Subject> moved =
        onBoth.stream()
            .filter(
                one -> {
                  SeenLog seen = targets.get(one.targetPartition());
                  return seen == null || !seen.equals(claimedAt.get(one.targetPartition()));
                })
            .toList();
    long now = parts.clock().millis();
    boolean all = due || Math.abs(now - claimedAllAt) >= CLAIMS_MILLIS;
    if (all || !moved.isEmpty()) {
      claimedAt = Map.of();
      parts.claims().refresh(all ? onBoth : moved, due);
      claimedAt = Map.copyOf(targets);
      claimedAllAt = all ? now : claimedAllAt;
    }
  }

  /** What is not mirrored any more must not be kept in memory for ever. */
  private void forgetOthers(List<AuditedPartition> partitions) {
    if (!partitions.equals(audited)) {
      audited = partitions;
      Set<TopicPartition> places = new HashSet<>();
      partitions.forEach(one -> places.add(one.subject().sourcePartition()));
      marks.keySet().retainAll(places);
      times.keep(places);
      sealing.keep(places);
    }
  }

  /** Each partition in turn, for a while; the next pass goes on behind the last. */
  private boolean seal(AuditLedger open, Look look) {
    long begun = parts.clock().millis();
    int count = look.partitions().size();
    boolean more = false;
    for (int i = 0; i < count && !parts.stopped().getAsBoolean(); i++) {
      more |= sealing.step(open, look, look.partitions().get((first + i) % count));
      commit(open, COMMIT_AT);
      if (Math.abs(parts.clock().millis() - begun) > MOST_MILLIS) {
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

  private void judge(AuditLedger open, Look look) {
    Map<TopicPartition, Subject> subjects = new HashMap<>();
    look.partitions().forEach(one -> subjects.put(one.subject().sourcePartition(), one.subject()));
    for (SealedRange suspect : open.due(parts.clock().millis())) {
      Subject subject = subjects.get(suspect.partition());
      Optional<Contract> contract = Optional.ofNullable(subject).flatMap(sealing::contract);
      boolean ready =
          contract.isPresent()
              && !sealing.isOnDoubtfulGround(suspect.partition())
              && !isStillComing(
                  suspect, contract.get(), look.targets().get(subject.targetPartition()));
      if (ready && !parts.stopped().getAsBoolean()) {
        judge(open, subject, suspect, contract.get());
        commit(open, COMMIT_AT);
      }
    }
  }

  /** Where only order is claimed, what follows tells what the range lacks: it is waited for. */
  private boolean isStillComing(SealedRange suspect, Contract contract, SeenLog target) {
    long waited = Math.abs(parts.clock().millis() - suspect.at());
    return contract.offsets().images().isEmpty()
        && target != null
        && target.bounds().stableEnd() <= suspect.targetTo()
        && waited < PATIENCE * options.grace().toMillis();
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
    if (contract.offsets().images().isEmpty()) {
      return sealing
          .reader(open)
          .again(
              sealing.sides(subject, contract),
              suspect.range(),
              new OffsetRange(suspect.targetFrom(), suspect.targetTo()),
              parts.clock().millis());
    }
    OffsetRelation relation = contract.offsets().images().orElse(OffsetRelation.EXACT);
    long image = relation.toTarget(suspect.range().from());
    long from = suspect.anchored() ? Math.min(suspect.targetFrom(), image) : image;
    long to = relation.toTarget(suspect.range().to());
    return sealing
        .reader(open)
        .again(
            sealing.sides(subject, contract),
            suspect.range(),
            new OffsetRange(Math.max(0, from), Math.max(Math.max(0, from), to)),
            parts.clock().millis());
  }

  private void advance(AuditLedger open, Look look) {
    long now = parts.clock().millis();
    for (AuditedPartition partition : look.partitions()) {
      TopicPartition source = partition.subject().sourcePartition();
      Optional<PartitionPosition> position = open.state().position(source);
      SeenLog log = look.sources().get(source);
      long sealedTo = position.map(PartitionPosition::sealedTo).orElse(0L);
      boolean waits = log == null || log.bounds().stableEnd() > sealing.reached(source, sealedTo);
      times.see(
          source, position.map(PartitionPosition::clock).orElse(EventClock.UNSET), waits, now);
    }
    times.advance(open.state().windows(), now);
  }

  private void publish(AuditLedger open, Look look) {
    long now = parts.clock().millis();
    AuditLag lag = new AuditLag(0, 0);
    for (AuditedPartition partition : look.partitions()) {
      TopicPartition source = partition.subject().sourcePartition();
      SeenLog log = look.sources().get(source);
      Optional<PartitionPosition> position = open.state().position(source);
      if (log != null) {
        LogBounds bounds = log.bounds();
        LagMark mark = marks.computeIfAbsent(source, key -> new LagMark());
        long reached =
            sealing.reached(
                source, position.map(PartitionPosition::sealedTo).orElse(bounds.start()));
        lag = lag.plus(mark.of(bounds.stableEnd(), reached, now));
      }
    }
    snapshot =
        Optional.of(
            AuditSnapshot.of(
                open.state(),
                now,
                lag,
                sealing.doubtful(),
                look.hindrances().problems(),
                look.hindrances().uncovered()));
  }
}
