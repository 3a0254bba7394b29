package io.strait.ops.twin;

import io.strait.replicator.topology.Link;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A link's reconcilers, open while this daemon owns the link: another owner in between may have
 * applied what these would not know of. Any thread.
 */
final class KeptLink {
  private final Link link;
  private final BooleanSupplier owned;
  private final Supplier<Reconcilers> opener;
  private Optional<Reconcilers> open = Optional.empty();
  private int users;

  KeptLink(Link link, BooleanSupplier owned, Supplier<Reconcilers> opener) {
    this.link = link;
    this.owned = owned;
    this.opener = opener;
  }

  Link link() {
    return link;
  }

  boolean isOwned() {
    return owned.getAsBoolean();
  }

  /** For one pass; {@link #leave} ends it. */
  synchronized Reconcilers enter() {
    if (open.isEmpty()) {
      open = Optional.of(opener.get());
    }
    users++;
    return open.orElseThrow();
  }

  synchronized void leave() {
    users--;
  }

  /** Closes unless a pass still runs; then whoever comes next does. */
  synchronized void release() {
    if (users == 0) {
      open.ifPresent(Reconcilers::close);
      open = Optional.empty();
    }
  }
}
