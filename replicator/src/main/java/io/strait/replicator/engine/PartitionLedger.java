package io.strait.replicator.engine;

import io.strait.replicator.progress.Gap;
import io.strait.replicator.progress.GapCause;
import io.strait.replicator.wire.PlainRecord;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition's part of the gap ledger: what it holds already and what is on its way there. Owned
 * by the pump's thread.
 */
final class PartitionLedger {
  private static final Logger log = LoggerFactory.getLogger(PartitionLedger.class);

  private final PumpContext context;
  private final CopyPair pair;
  private final InternalLog entries;
  private final KnownGaps known;

  PartitionLedger(PumpContext context, CopyPair pair) {
    this.context = context;
    this.pair = pair;
    this.entries = new InternalLog(context, InternalTopic.GAPS, pair.target());
    this.known = new KnownGaps(pair.sourceTopicId(), context.memory().gaps(pair.target()));
  }

  /** Enters source offsets {@code [from, to)}, as far as the ledger does not hold them yet. */
  void enter(GapCause cause, long from, long to, String detail) {
    known.add(gap(cause, from, to, detail)).ifPresent(this::store);
  }

  /** The same for a matter about which more is known now. */
  void enterAnew(GapCause cause, long from, long to, String detail) {
    store(known.replace(gap(cause, from, to, detail)));
  }

  private Gap gap(GapCause cause, long from, long to, String detail) {
    return new Gap(
        pair.source(),
        pair.target(),
        pair.sourceTopicId(),
        from,
        to,
        cause,
        context.clock().instant(),
        detail);
  }

  private void store(Gap gap) {
    PlainRecord content =
        new PlainRecord(
            context.wallMillis(),
            Optional.of(GapLedger.key(gap)),
            Optional.of(GapLedger.encode(gap)),
            List.of());
    entries.append(content, new Entered(gap));
    log.atWarn()
        .addKeyValue("link", context.identity().link().name())
        .addKeyValue("partition", pair.source())
        .addKeyValue("cause", gap.cause())
        .addKeyValue("from", gap.from())
        .addKeyValue("to", gap.to())
        .addKeyValue("detail", gap.detail())
        .log("Gap goes to the ledger");
  }

  /** Whether an entry with this cause covers a source offset. */
  boolean covers(GapCause cause, long offset) {
    return known.covers(cause, offset);
  }

  /** Whether the matter was entered for the source topic as it is now. */
  boolean knows(GapCause cause) {
    return known.knows(cause, pair.sourceTopicId());
  }

  /** Keeps until when a compacted partition has missed no tombstone. */
  void note(CaughtUp whole) {
    entries.append(
        new PlainRecord(
            context.wallMillis(),
            Optional.of(whole.key()),
            Optional.of(whole.toBytes()),
            List.of()),
        new Entered(whole));
  }

  /** Sends what is due; see {@link InternalLog#advance}. */
  void advance(long now) {
    entries.advance(now);
  }

  /** Whether every entry is stored. */
  boolean isStored() {
    return entries.isIdle();
  }

  /** Why an entry is not stored yet, if something is in the way. */
  Optional<String> problem() {
    return entries.problem();
  }

  /** Entries of the partition, stored or on their way. */
  int size() {
    return known.size();
  }

  /** Source offsets that are lost for good. */
  long lostOffsets() {
    return known.lostOffsets();
  }

  private record Entered(Object content) implements InternalLog.Fate {
    @Override
    public void stored() {
      // Whoever needs to know asks isStored.
    }

    @Override
    public void refused(String why) {
      throw new IllegalStateException("the gap ledger refuses " + content + ": " + why);
    }
  }
}
