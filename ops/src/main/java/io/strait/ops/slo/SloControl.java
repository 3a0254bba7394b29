package io.strait.ops.slo;

import io.strait.ops.view.SloStatus;
import io.strait.replicator.topology.LinkName;
import io.strait.validator.slo.ActionKind;
import io.strait.validator.slo.Grant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where operators see what is promised, and lift what is done about it. Any thread. */
public interface SloControl {
  /** Every link with objectives, by name; from memory. */
  List<SloStatus> status();

  /** One of them. */
  default Optional<SloStatus> status(LinkName link) {
    return status().stream().filter(one -> one.link().equals(link)).findFirst();
  }

  /**
   * Lifts an action for a while, in every daemon and over restarts. Returns when it is stored on
   * the link's target and holds in this process; blocks for up to a quarter of a minute.
   *
   * @param by who asks, for the audit
   * @throws IllegalArgumentException if the link has no objectives, or the grant would last too
   *     long or says no reason
   * @throws io.strait.replicator.cluster.ClusterException if the target does not store it
   */
  Grant grant(LinkName link, ActionKind kind, Duration time, String reason, String by);

  /**
   * Ends a grant before its time.
   *
   * @throws IllegalArgumentException if there is no such grant
   * @throws io.strait.replicator.cluster.ClusterException as {@link #grant}
   */
  void revoke(LinkName link, String id, String by);

  /** Nothing is promised about any link. */
  static SloControl none() {
    return new SloControl() {
      @Override
      public List<SloStatus> status() {
        return List.of();
      }

      @Override
      public Grant grant(LinkName link, ActionKind kind, Duration time, String reason, String by) {
        throw unknown(link, List.of());
      }

      @Override
      public void revoke(LinkName link, String id, String by) {
        throw unknown(link, List.of());
      }
    };
  }

  /** Says that nothing is promised about a link. */
  static IllegalArgumentException unknown(LinkName link, List<LinkName> known) {
    return new IllegalArgumentException(
        "nothing is promised about link '"
            + link
            + "'; links with objectives are "
            + known.stream().map(LinkName::value).sorted().toList());
  }
}
