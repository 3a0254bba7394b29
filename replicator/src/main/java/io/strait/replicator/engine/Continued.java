package io.strait.replicator.engine;

import io.strait.replicator.topology.Link;
import java.util.HashMap;
import java.util.Map;

/**
 * A link's record after a comparison with what is there now.
 *
 * @param content what is stored
 * @param sources topics of the source that are not what the link knows, and why; what is stored
 *     about them stays as it was
 * @param targets the same of mirror topics
 */
record Continued(LinkRecord content, Map<String, String> sources, Map<String, String> targets) {
  Continued {
    sources = Map.copyOf(sources);
    targets = Map.copyOf(targets);
  }

  /** Nothing to compare with. */
  static Continued first(LinkRecord content) {
    return new Continued(content, Map.of(), Map.of());
  }

  /** This after a comparison with what was stored before; what is refused stays refused. */
  Continued after(Link link, LinkRecord before, boolean follows) {
    Continued next = LinkContinuity.merged(link, before, content, follows);
    Map<String, String> allSources = new HashMap<>(sources);
    allSources.putAll(next.sources);
    Map<String, String> allTargets = new HashMap<>(targets);
    allTargets.putAll(next.targets);
    return new Continued(next.content, allSources, allTargets);
  }

  /** The same with this stored. */
  Continued with(LinkRecord stored) {
    return new Continued(stored, sources, targets);
  }

  /** Whether a pair must not be copied. */
  boolean refuses(CopyPair pair) {
    return sources.containsKey(pair.source().topic()) || targets.containsKey(pair.target().topic());
  }

  /** The reason of a pair that is refused. */
  String reason(CopyPair pair) {
    String reason = sources.get(pair.source().topic());
    return reason == null ? targets.get(pair.target().topic()) : reason;
  }
}
