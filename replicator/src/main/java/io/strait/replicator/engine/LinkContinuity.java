package io.strait.replicator.engine;

import io.strait.replicator.topology.Link;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/** Compares what a link was with what it is about to be; no I/O. */
final class LinkContinuity {
  private LinkContinuity() {}

  /**
   * The record to keep.
   *
   * @param follows whether a source topic that was created again is followed
   * @throws LinkRefused if it is not the same link any more
   */
  static LinkRecord merged(Link link, LinkRecord before, LinkRecord now, boolean follows) {
    same(link, "source cluster", before.sourceClusterId(), now.sourceClusterId());
    same(link, "target cluster", before.targetClusterId(), now.targetClusterId());
    Map<String, Set<Uuid>> former = new HashMap<>(before.formerSources());
    now.formerSources().forEach((topic, ids) -> former.merge(topic, ids, LinkContinuity::both));
    if (follows) {
      before
          .sourceTopics()
          .forEach(
              (topic, id) -> {
                if (!id.equals(now.sourceTopics().getOrDefault(topic, id))) {
                  former.merge(topic, Set.of(id), LinkContinuity::both);
                }
              });
    }
    notLeftBehind(link, former, now.sourceTopics());
    return new LinkRecord(
        now.sourceClusterId(),
        now.targetClusterId(),
        now.producerId(),
        Math.max(before.ownerEpoch(), now.ownerEpoch()),
        topics(link, "source", before.sourceTopics(), now.sourceTopics(), follows),
        topics(link, "target", before.targetTopics(), now.targetTopics(), false),
        former);
  }

  private static Set<Uuid> both(Set<Uuid> one, Set<Uuid> other) {
    Set<Uuid> both = new HashSet<>(one);
    both.addAll(other);
    return Set.copyOf(both);
  }

  /** A broker that has not heard of it yet still names the old topic. */
  private static void notLeftBehind(
      Link link, Map<String, Set<Uuid>> former, Map<String, Uuid> now) {
    now.forEach(
        (topic, id) -> {
          if (former.getOrDefault(topic, Set.of()).contains(id)) {
            throw new LinkRefused(
                "link '"
                    + link.name()
                    + "': a broker still names id "
                    + id
                    + " for source topic '"
                    + topic
                    + "', which the link has left behind since that was created again; it is asked"
                    + " again");
          }
        });
  }

  private static Map<String, Uuid> topics(
      Link link, String side, Map<String, Uuid> before, Map<String, Uuid> now, boolean follows) {
    now.forEach(
        (topic, id) -> {
          Uuid known = before.getOrDefault(topic, id);
          if (!known.equals(id) && !follows) {
            throw new LinkRefused(
                "link '"
                    + link.name()
                    + "': "
                    + side
                    + " topic '"
                    + topic
                    + "' was created again: its id was "
                    + known
                    + " and is "
                    + id
                    + " now; give the link a new name to start over"
                    + (side.equals("source")
                        ? ", or set on.sourceRecreated: continue to append the new topic behind"
                            + " the old one's records"
                        : ""));
          }
        });
    Map<String, Uuid> merged = new HashMap<>(before);
    merged.putAll(now);
    return merged;
  }

  private static void same(Link link, String what, String before, String now) {
    if (!before.equals(now)) {
      throw new LinkRefused(
          "link '"
              + link.name()
              + "': its "
              + what
              + " has id "
              + now
              + " but the link began with "
              + before
              + "; check the bootstrap addresses, or give the link a new name");
    }
  }
}
