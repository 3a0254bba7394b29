package io.strait.validator.judge;

import io.strait.validator.log.Pace;
import java.util.function.Consumer;

/**
 * Who hears of a scan while it runs. All are called from worker threads.
 *
 * @param progress told now and then how far the scan is; one call at a time
 * @param checkpoint told now and then, per partition, how far it is proved; must have stored it
 *     when it returns. Calls about one partition come one at a time and in order
 * @param pace how fast logs may be read
 */
public record ScanHooks(
    Consumer<ScanProgress> progress, Consumer<ProofPoint> checkpoint, Pace pace) {
  /** Nobody listens and nothing is held back. */
  public static final ScanHooks NONE = new ScanHooks(progress -> {}, point -> {}, Pace.FREE);

  /** The same with another listener. */
  public ScanHooks withProgress(Consumer<ScanProgress> value) {
    return new ScanHooks(value, checkpoint, pace);
  }

  /** The same with another store of proofs. */
  public ScanHooks withCheckpoint(Consumer<ProofPoint> value) {
    return new ScanHooks(progress, value, pace);
  }

  /** The same at another pace. */
  public ScanHooks withPace(Pace value) {
    return new ScanHooks(progress, checkpoint, value);
  }
}
