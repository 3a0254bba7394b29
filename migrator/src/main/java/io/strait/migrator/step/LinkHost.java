package io.strait.migrator.step;

import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.topology.Link;
import java.util.Optional;

/**
 * Where links run. Implemented by the process that hosts the runner.
 *
 * <p>Contract: a process that hosts a wave's runner is the only one that runs the wave's two links:
 * whoever loses the journal stops them. All methods are idempotent and may be called on the
 * runner's thread at any time.
 */
public interface LinkHost {
  /** Makes sure the link runs; returns without waiting for it to have resolved. */
  void start(Link link);

  /** Makes sure the link does not run; returns when nothing of it is in flight any more. */
  void stop(Link link);

  /** How far it is; empty if it does not run here. */
  Optional<LinkProgress> progress(Link link);
}
