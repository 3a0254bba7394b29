package io.strait.replicator.progress;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * One mirrored partition at one moment.
 *
 * @param source the partition on the source
 * @param target its mirror on the target
 * @param state what its owner is doing
 * @param mode how offsets relate, with {@code modeReason} saying why
 * @param modeReason one short sentence
 * @param guard whether the broker's sequence check protects the next append
 * @param sourceLogStart first offset on the source, or -1 when not yet known
 * @param sourceLogEnd offset up to which the source may be copied (last stable offset), or -1 when
 *     not yet known
 * @param copiedTo the next source offset to be acknowledged by the target, or -1 when not yet known
 * @param targetEnd the target offset that goes with {@code copiedTo}: equal to it unless the mode
 *     is MAPPED; -1 when not yet known
 * @param recordsCopied records acknowledged since this owner started
 * @param bytesCopied bytes of batches acknowledged since this owner started
 * @param delayMillis age, at acknowledgement, of the newest record of the last acknowledged batch
 *     (its timestamp against this machine's clock), or -1 before the first
 * @param counts what was done besides plain copying since this owner started
 * @param problem why the partition is not running, or empty
 */
public record PartitionProgress(
    TopicPartition source,
    TopicPartition target,
    PartitionState state,
    OffsetMode mode,
    String modeReason,
    Guard guard,
    long sourceLogStart,
    long sourceLogEnd,
    long copiedTo,
    long targetEnd,
    long recordsCopied,
    long bytesCopied,
    long delayMillis,
    CopyCounts counts,
    Optional<String> problem) {

  /** Records on the source that the target has not acknowledged; -1 while not known. */
  public long lag() {
    return sourceLogEnd < 0 || copiedTo < 0 ? -1 : Math.max(0, sourceLogEnd - copiedTo);
  }
}
