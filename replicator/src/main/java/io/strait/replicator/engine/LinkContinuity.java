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
   * The record to keep. A topic that is not the one that the link knows is refused, unless its
   * mirror is another one as well; the others are kept.
   *
   * @param follows whether a source topic that was created again is followed
   * @throws LinkRefused if these are not the link's clusters
   */
  static Continued merged(Link link, LinkRecord before, LinkRecord now, boolean follows) {
    same(link, "source cluster", before.sourceClusterId(), now.sourceClusterId());
    same(link, "target cluster", before.targetClusterId(), now.targetClusterId());
    Set<String> fresh = fresh(link, before, now);
    Map<String, Set<Uuid>> former = new HashMap<>(before.formerSources());
    now.formerSources().forEach((topic, ids) -> former.merge(topic, ids, LinkContinuity::both));
    if (follows) {
      before
          .sourceTopics()
          .forEach(
              (topic, id) -> {
                boolean other = isOther(id, now.sourceTopics().get(topic));
                if (other && !fresh.contains(topic)) {
                  former.merge(topic, Set.of(id), LinkContinuity::both);
                }
              });
    }
    Map<String, String> sources = leftBehind(former, now.sourceTopics());
    // An id that was left behind is no successor of the one that follows it.
    sources.keySet().forEach(topic -> restore(topic, before, former));
    if (!follows) {
      sources.putAll(others("source", before.sourceTopics(), now.sourceTopics()));
    }
    Map<String, String> targets = others("target", before.targetTopics(), now.targetTopics());
    for (String topic : fresh) {
      if (!former.getOrDefault(topic, Set.of()).contains(now.sourceTopics().get(topic))) {
        sources.remove(topic);
        targets.remove(link.selection().naming().target(topic));
      }
    }
    return new Continued(
        new LinkRecord(
            now.sourceClusterId(),
            now.targetClusterId(),
            now.producerId(),
            Math.max(before.ownerEpoch(), now.ownerEpoch()),
            topics(before.sourceTopics(), now.sourceTopics(), sources),
            topics(before.targetTopics(), now.targetTopics(), targets),
            former),
        sources,
        targets);
  }

  /**
   * Topics of which both sides are others than the link knows: nothing of the former ones is left,
   * so these are simply new.
   */
  private static Set<String> fresh(Link link, LinkRecord before, LinkRecord now) {
    Set<String> fresh = new HashSet<>();
    now.sourceTopics()
        .forEach(
            (topic, id) -> {
              String mirror = link.selection().naming().target(topic);
              if (isOther(before.sourceTopics().get(topic), id)
                  && isOther(before.targetTopics().get(mirror), now.targetTopics().get(mirror))) {
                fresh.add(topic);
              }
            });
    return fresh;
  }

  private static boolean isOther(Uuid known, Uuid found) {
    return known != null
        && found != null
        && !known.equals(found)
        // From before the cluster gave topics ids, or a cluster that gives none.
        && !known.equals(Uuid.ZERO_UUID)
        && !found.equals(Uuid.ZERO_UUID);
  }

  private static void restore(String topic, LinkRecord before, Map<String, Set<Uuid>> former) {
    Set<Uuid> known = before.formerSources().get(topic);
    if (known == null) {
      former.remove(topic);
    } else {
      former.put(topic, known);
    }
  }

  private static Set<Uuid> both(Set<Uuid> one, Set<Uuid> other) {
    Set<Uuid> both = new HashSet<>(one);
    both.addAll(other);
    return Set.copyOf(both);
  }

  /** A broker that has not heard of it yet still names the old topic. */
  private static Map<String, String> leftBehind(
      Map<String, Set<Uuid>> former, Map<String, Uuid> now) {
    Map<String, String> behind = new HashMap<>();
    now.forEach(
        (topic, id) -> {
          if (former.getOrDefault(topic, Set.of()).contains(id)) {
            behind.put(
                topic,
                "still has id "
                    + id
                    + " according to a broker, which the link has left behind since the topic was"
                    + " created again; it is asked again");
          }
        });
    return behind;
  }

  private static Map<String, String> others(
      String side, Map<String, Uuid> before, Map<String, Uuid> now) {
    Map<String, String> others = new HashMap<>();
    now.forEach(
        (topic, id) -> {
          Uuid known = before.getOrDefault(topic, id);
          if (isOther(known, id)) {
            others.put(topic, createdAgain(side, topic, known, id));
          }
        });
    return others;
  }

  private static String createdAgain(String side, String topic, Uuid known, Uuid id) {
    return "is not mirrored any more: "
        + side
        + " topic '"
        + topic
        + "' was created again, its id was "
        + known
        + " and is "
        + id
        + " now; give the link a new name to start over"
        + (side.equals("source")
            ? ", or set on.sourceRecreated: continue to append the new topic behind the old one's"
                + " records"
            : "");
  }

  private static Map<String, Uuid> topics(
      Map<String, Uuid> before, Map<String, Uuid> now, Map<String, String> refused) {
    Map<String, Uuid> merged = new HashMap<>(before);
    now.forEach(
        (topic, id) -> {
          if (!refused.containsKey(topic)) {
            merged.put(topic, id);
          }
        });
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
