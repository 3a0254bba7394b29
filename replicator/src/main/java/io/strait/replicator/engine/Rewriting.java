package io.strait.replicator.engine;

import io.strait.replicator.wire.BatchHeader;
import io.strait.replicator.wire.Codec;
import io.strait.replicator.wire.Rebuilt;
import io.strait.replicator.wire.RecordEdit;
import io.strait.replicator.wire.RecordPath;
import io.strait.replicator.wire.RecordPlan;
import io.strait.replicator.wire.RecordView;
import io.strait.replicator.wire.SchemaIdEdit;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says which batches of one partition may not pass as they are, and rebuilds those. Lives as long
 * as the partition is copied here, whatever its stage. Owned by the pump's thread.
 */
final class Rewriting implements AutoCloseable {
  private final RecordPath path;
  private final Supplier<TargetTopic> target;
  private final Optional<Codec> ownCodec;
  private final Optional<RecordEdit> edit;
  private final Refusals refusals;
  private final Damage damage = new Damage();

  /**
   * @param target what the mirror topic demands now
   * @param ownCodec what the link's settings demand where the topic demands nothing
   * @param edit the topic's filters and transforms; closed here
   * @param refusals what the target has refused
   */
  Rewriting(
      RecordPath path,
      Supplier<TargetTopic> target,
      Optional<Codec> ownCodec,
      Optional<RecordEdit> edit,
      Refusals refusals) {
    this.path = path;
    this.target = target;
    this.ownCodec = ownCodec;
    this.edit = edit;
    this.refusals = refusals;
  }

  /** For one partition of a link. */
  static Rewriting of(PumpContext context, CopyPair pair) {
    RecordRules rules = context.options().policy().records();
    return new Rewriting(
        context.recordPath(),
        () -> context.targetTopics().of(pair.target().topic()),
        rules.codec(),
        rules.open(pair.source().topic(), pair.source().partition()),
        new Refusals());
  }

  /** Nothing but what the batches themselves demand. */
  static Rewriting plain() {
    return new Rewriting(
        new RecordPath(), TargetTopic::unknown, Optional.empty(), Optional.empty(), new Refusals());
  }

  Refusals refusals() {
    return refusals;
  }

  Damage damage() {
    return damage;
  }

  /** Filters and transforms, if the topic has any. */
  Optional<RecordEdit> edit() {
    return edit;
  }

  /** Why a batch of the current format must go through the record path, or empty. */
  Optional<RewriteReason> reason(ByteBuffer buffer, int at, int size, long next) {
    Optional<RewriteReason> own = PassCheck.rewrite(buffer, at, next);
    if (own.isPresent()) {
      return own;
    }
    TargetTopic demands = target.get();
    long end = BatchHeader.lastOffset(buffer, at) + 1;
    if (refusals.concerns(next, end)) {
      return Optional.of(RewriteReason.REFUSED);
    }
    if (edit.isPresent() && !edit.get().isIdle()) {
      boolean onlyIds = edit.get() instanceof SchemaIdEdit ids && ids.isAlone();
      return Optional.of(onlyIds ? RewriteReason.SCHEMA_ID : RewriteReason.EDITED);
    }
    if (size > demands.maxBatchBytes()) {
      return Optional.of(RewriteReason.OVERSIZE);
    }
    Optional<Codec> codec = demands.codec().or(() -> ownCodec);
    return codec.isPresent() && codec.get() != BatchHeader.codec(buffer, at)
        ? Optional.of(RewriteReason.CODEC)
        : Optional.empty();
  }

  /** The batch's records from source offset {@code from} on. */
  Rebuilt rebuild(ByteBuffer buffer, int at, int size, long from) {
    TargetTopic demands = target.get();
    boolean suspected = !refusals.records().isEmpty();
    return path.rebuild(
        buffer,
        at,
        size,
        new RecordPlan(
            from,
            RecordPlan.Holes.SPLIT,
            demands.codec().or(() -> ownCodec),
            demands.maxBatchBytes(),
            refusals.mostRecords(from, endOf(buffer, at)),
            suspected ? Optional.of(this::unlessRefused) : edit));
  }

  @Override
  public void close() {
    edit.ifPresent(RecordEdit::close);
  }

  private RecordEdit.Edited unlessRefused(RecordView entry) {
    String why = refusals.of(entry.offset());
    if (why != null) {
      return new RecordEdit.Refuse("the target refuses it: " + why);
    }
    return edit.isPresent() ? edit.get().edit(entry) : RecordEdit.Keep.AS_IS;
  }

  private static long endOf(ByteBuffer buffer, int at) {
    return PassCheck.isCurrent(buffer, at)
        ? BatchHeader.lastOffset(buffer, at) + 1
        : BatchHeader.baseOffset(buffer, at) + 1;
  }
}
