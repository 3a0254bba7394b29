package io.strait.validator.audit;

import io.strait.validator.audit.SealedRange.State;
import io.strait.validator.digest.ChainBase;
import io.strait.validator.digest.Digest;
import io.strait.validator.log.Subject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What is known, and what of it is still to be stored. Everything that one act brings is stored
 * together; when storing fails, the ledger is thrown away and read anew. Confined to one thread.
 */
final class AuditLedger {
  /** Ranges that are proved grow together within blocks of so many offsets. */
  private static final int BLOCK_SHIFT = 20;

  /** One look in so many is stored, and after so many without one nobody audits any more. */
  private static final long SELDOM = 5;

  private static final long STALE = 10;

  /** So many are told; a link may have thousands of partitions. */
  private static final int MOST_PROBLEMS = 200;

  private final AuditOptions options;
  private final AuditState state;
  private final ChainBase base;
  private final Map<String, Optional<AuditEntry>> unstored = new LinkedHashMap<>();

  /** The same for windows, which the book tells of. */
  private final Map<String, Optional<AuditEntry>> windows;

  /** Takes over what the store holds. */
  static AuditLedger open(AuditOptions options, AuditStore store, long seed) {
    Map<String, Optional<AuditEntry>> windows = new LinkedHashMap<>();
    AuditState state =
        new AuditState(
            options.rule(),
            (entry, kept) ->
                windows.put(entry.name(), kept ? Optional.of(entry) : Optional.empty()));
    store.open(state);
    AuditOwner owner = state.owner().map(AuditOwner::next).orElse(new AuditOwner(1, seed));
    return new AuditLedger(options, owner, state, windows);
  }

  private AuditLedger(
      AuditOptions options,
      AuditOwner owner,
      AuditState state,
      Map<String, Optional<AuditEntry>> windows) {
    this.options = options;
    this.state = state;
    this.base = new ChainBase(owner.seed());
    this.windows = windows;
    put(owner);
  }

  AuditState state() {
    return state;
  }

  AuditOwner owner() {
    return state.owner().orElseThrow();
  }

  /** What is to be stored now, all of it together; counts as stored. */
  Map<String, Optional<AuditEntry>> drain() {
    Map<String, Optional<AuditEntry>> all = new LinkedHashMap<>(unstored);
    all.putAll(windows);
    unstored.clear();
    windows.clear();
    return all;
  }

  /** How many entries are to be stored. */
  int unstored() {
    return unstored.size() + windows.size();
  }

  /** The audit of a partition begins, or begins anew with another topic of that name. */
  void begin(AuditedPartition partition, SealDecision.Begin begin, Footings footings, long now) {
    Subject subject = partition.subject();
    state
        .ranges(subject.sourcePartition())
        .values()
        .forEach(range -> unstored.put(range.name(), Optional.empty()));
    put(
        PartitionPosition.beginning(
            subject.topic(),
            subject.partition(),
            partition.topicId(),
            begin.from(),
            begin.targetFrom(),
            now,
            footings));
  }

  /** Its logs are intact, and known by these from now on. */
  void stands(PartitionPosition position, Footings footings) {
    if (!footings.equals(position.footings())) {
      put(position.on(footings));
    }
  }

  /**
   * Goes back to the range in which a log was cut off: it and all behind it are sealed anew. What
   * they brought to windows stays there, save of suspects.
   *
   * @return false if so little is kept that the audit of the partition must begin anew
   */
  boolean goBack(PartitionPosition known, Standing.Fallen fallen, long now) {
    List<SealedRange> again =
        state.ranges(known.sourcePartition()).values().stream()
            .filter(one -> fallen.cut() < (fallen.onSource() ? one.range().to() : one.targetTo()))
            .toList();
    if (again.isEmpty() || isDeeper(known, again.get(0), fallen)) {
      return false;
    }
    AuditTotals rest = known.totals();
    for (SealedRange range : again) {
      rest = rest.without(range);
      unstored.put(range.name(), Optional.empty());
      state.windows().add(difference(Map.of(), range.shares()));
    }
    put(known.before(again.get(0), rest, now, fallen.footings()));
    return true;
  }

  /** About which source offset a target offset stands for, by the ranges that are kept. */
  long origin(TopicPartition source, long targetOffset) {
    return state.ranges(source).values().stream()
        .filter(one -> targetOffset < one.targetTo())
        .findFirst()
        .map(
            one ->
                one.range().from()
                    + Math.max(0, Math.min(targetOffset - one.targetFrom(), one.range().size())))
        .orElseGet(() -> state.position(source).orElseThrow().sealedTo());
  }

  /** Whether the cut lies before all that is kept, and not all is. */
  private boolean isDeeper(PartitionPosition known, SealedRange first, Standing.Fallen fallen) {
    SealedRange oldest = state.ranges(known.sourcePartition()).firstEntry().getValue();
    long begin = fallen.onSource() ? first.range().from() : first.targetFrom();
    return fallen.cut() < begin && first.equals(oldest) && oldest.range().from() > known.from();
  }

  /** Whether all of the target before the partition's position is proved. */
  boolean isAnchored(TopicPartition source) {
    TreeMap<Long, SealedRange> kept = state.ranges(source);
    return kept.isEmpty()
        ? state.position(source).filter(one -> one.sealedTo() == one.from()).isPresent()
        : kept.lastEntry().getValue().state() == State.PROVED;
  }

  /** A range was read. */
  void sealed(TopicPartition source, RangeLook look, boolean anchored, long now) {
    boolean equal = look.isEqual();
    SealedRange range =
        new SealedRange(
            source,
            look.range(),
            look.targetFrom(),
            anchored,
            look.targetTo(),
            equal ? State.PROVED : State.SUSPECT,
            look.source(),
            look.target(),
            now,
            0,
            equal ? "" : "digests differ",
            equal ? Map.of() : look.shares());
    seal(range, look.clock(), state.position(source).orElseThrow().footings().then(look));
    state.windows().add(look.shares());
  }

  /** What the target has up to here was judged, or found to stand for nothing. */
  void passed(PartitionPosition position, long targetTo, long now) {
    put(position.passing(targetTo, now));
  }

  /** A range was gone before it was read. */
  void lost(TopicPartition source, SealDecision.Lost lost, long now) {
    PartitionPosition known = state.position(source).orElseThrow();
    SealedRange range =
        new SealedRange(
            source,
            lost.range(),
            known.targetTo(),
            false,
            lost.targetTo(),
            State.UNVERIFIABLE,
            Digest.EMPTY,
            Digest.EMPTY,
            now,
            0,
            lost.why(),
            Map.of());
    seal(range, known.clock(), known.footings());
  }

  /**
   * A suspect was judged again.
   *
   * @param again as it was read this time; empty when it could not be
   */
  void judged(SealedRange suspect, Judgement judgement, Optional<RangeLook> again, long now) {
    SealedRange read = again.map(suspect::read).orElse(suspect);
    state.windows().add(difference(read.shares(), suspect.shares()));
    boolean open = judgement.state() == State.SUSPECT;
    boolean given = open && suspect.attempts() + 1 >= options.attempts();
    if (open && !given) {
      put(read.tried(judgement.why(), now));
      return;
    }
    SealedRange after =
        read.judged(given ? State.UNVERIFIABLE : judgement.state(), judgement.why(), now);
    put(after);
    PartitionPosition position = state.position(suspect.partition()).orElseThrow();
    put(position.with(position.totals().judging(after), now));
    judgement.findings().forEach(this::found);
  }

  /** Notes a finding, unless it is known already or there are too many. */
  void found(AuditFinding finding) {
    Optional<AuditFinding> known = state.finding(finding.name());
    boolean room = known.isPresent() || state.findingCount() < options.findings();
    if (room && known.filter(one -> one.count() == finding.count()).isEmpty()) {
      put(finding);
    }
  }

  /** A look is over; kept when it brought other problems, or after several without. */
  void looked(List<String> problems, Uncovered uncovered, long now) {
    List<String> kept = problems.stream().limit(MOST_PROBLEMS).toList();
    AuditLook last = state.look();
    if (!kept.equals(last.problems())
        || Math.abs(now - last.at()) >= SELDOM * options.every().toMillis()) {
      long stale = STALE * options.every().toMillis() + options.grace().toMillis();
      put(new AuditLook(now, stale, kept, uncovered));
    }
  }

  /** Suspects whose grace is over, by partition and offset; a clock that is set back counts. */
  List<SealedRange> due(long now) {
    return state.sealed().stream()
        .filter(range -> range.state() == State.SUSPECT)
        .filter(range -> Math.abs(now - range.at()) >= options.grace().toMillis())
        .toList();
  }

  /** How many ranges of a partition wait to be judged again. */
  long suspects(TopicPartition source) {
    return state.ranges(source).values().stream()
        .filter(range -> range.state() == State.SUSPECT)
        .count();
  }

  private void seal(SealedRange range, EventClock clock, Footings footings) {
    PartitionPosition position = state.position(range.partition()).orElseThrow();
    put(position.behind(range, clock, footings));
    put(joined(range));
    forgetOldest(range.partition());
  }

  /** One with the range before, where both are proved, or gone, and stand in one block. */
  private SealedRange joined(SealedRange range) {
    Map.Entry<Long, SealedRange> last =
        state.ranges(range.partition()).lowerEntry(range.range().from());
    if (last == null || !last.getValue().joins(range, BLOCK_SHIFT)) {
      return range;
    }
    SealedRange before = last.getValue();
    return before.followedBy(
        range,
        before.source().concat(range.source(), base),
        before.target().concat(range.target(), base));
  }

  private void forgetOldest(TopicPartition source) {
    TreeMap<Long, SealedRange> kept = state.ranges(source);
    while (kept.size() > options.ranges()
        && kept.firstEntry().getValue().state() != State.SUSPECT) {
      SealedRange oldest = kept.firstEntry().getValue();
      unstored.put(oldest.name(), Optional.empty());
      put(state.position(source).orElseThrow().keeping(oldest.range().from() + 1));
    }
  }

  private void put(AuditEntry entry) {
    state.take(entry);
    unstored.put(entry.name(), Optional.of(entry));
  }

  private static Map<WindowKey, WindowTally> difference(
      Map<WindowKey, WindowTally> now, Map<WindowKey, WindowTally> before) {
    Map<WindowKey, WindowTally> difference = new HashMap<>(now);
    before.forEach(
        (key, tally) -> difference.merge(key, WindowTally.NONE.minus(tally), WindowTally::plus));
    return difference;
  }
}
