package io.strait.replicator.engine;

import io.strait.replicator.topology.Link;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** Compares what a link was with what it is about to be; no I/O. */
final class LinkContinuity {
  private LinkContinuity() {}

  /**
   * The record to keep.
   *
   * @throws LinkRefused if it is not the same link any more
   */
  static LinkRecord merged(Link link, LinkRecord before, LinkRecord now) {
    same(link, "source cluster", before.sourceClusterId(), now.sourceClusterId());
    same(link, "target cluster", before.targetClusterId(), now.targetClusterId());
    return new LinkRecord(
        now.sourceClusterId(),
        now.targetClusterId(),
        now.producerId(),
        Math.max(before.ownerEpoch(), now.ownerEpoch()),
        topics(link, "source", before.sourceTopics(), now.sourceTopics()),
        topics(link, "target", before.targetTopics(), now.targetTopics()));
  }

  private static Map<String, Uuid> topics(
      Link link, String side, Map<String, Uuid> before, Map<String, Uuid> now) {
    now.forEach(
        (topic, id) -> {
          Uuid known = before.getOrDefault(topic, id);
          if (!known.equals(id)) {
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
                    + " now; give the link a new name to start over");
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
