package io.strait.migrator.run;

import io.strait.migrator.step.LinkHost;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.topology.Link;
import java.util.Optional;

/**
 * A runner's hold on the links. After {@link #release} returns it starts and stops nothing any
 * more, so that a runner that is still busy cannot undo what its owner does with the links next.
 * Safe for use by several threads.
 */
final class ClosableLinks implements LinkHost {
  private final LinkHost host;
  private boolean released;

  ClosableLinks(LinkHost host) {
    this.host = host;
  }

  /** Lets go; waits for a start or stop that is under way. */
  synchronized void release() {
    released = true;
  }

  @Override
  public synchronized void start(Link link) {
    if (!released) {
      host.start(link);
    }
  }

  @Override
  public synchronized void stop(Link link) {
    if (!released) {
      host.stop(link);
    }
  }

  @Override
  public Optional<LinkProgress> progress(Link link) {
    return host.progress(link);
  }
}
