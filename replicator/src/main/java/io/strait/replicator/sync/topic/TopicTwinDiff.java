package io.strait.replicator.sync.topic;

import io.strait.replicator.sync.Aspect;
import io.strait.replicator.sync.Difference;
import io.strait.replicator.sync.Difference.Verb;
import io.strait.replicator.sync.Drift;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.TopicChange;
import io.strait.replicator.sync.TopicFacts;
import io.strait.replicator.topology.RefusedTopic;
import io.strait.replicator.topology.TopicMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.config.TopicConfig;

/** Compares what was found on both clusters with what was applied last; no I/O. */
final class TopicTwinDiff {
  /** {@link Difference#field} of a partition count. */
  static final String PARTITIONS = "partitions";

  private final Twins found;
  private final TopicPolicy policy;
  private final ConfigTable table;
  private final Drift drift;
  private final Instant now;
  private final boolean confirmed;
  private final List<Difference> differences = new ArrayList<>();
  private final Map<String, TopicChange.Create> creations = new HashMap<>();
  private final Map<String, AppliedTopic> kept = new HashMap<>();

  /**
   * @param now by which a grace is judged
   * @param confirmed whether an operator said that mirrors without a source are to be deleted
   */
  TopicTwinDiff(Twins found, TopicPolicy policy, Drift drift, Instant now, boolean confirmed) {
    this.found = found;
    this.policy = policy;
    this.table = policy.table();
    this.drift = drift;
    this.now = now;
    this.confirmed = confirmed;
    compare();
  }

  /** By topic, in the link's order. */
  List<Difference> differences() {
    return differences;
  }

  /** How to make each mirror that is missing, by its name. */
  Map<String, TopicChange.Create> creations() {
    return creations;
  }

  /** What counts as applied without anything being written, by mirror. */
  Map<String, AppliedTopic> kept() {
    return kept;
  }

  /** The {@link Difference#resource} of a mirror. */
  static String resource(String mirror) {
    return "topic " + mirror;
  }

  private void compare() {
    for (RefusedTopic refused : found.refused()) {
      differences.add(
          new Difference(
              Aspect.TOPICS,
              "source topic " + refused.topic(),
              "",
              Verb.CREATE,
              Handling.REFUSED,
              Optional.empty(),
              Optional.empty(),
              refused.reason()));
    }
    for (TopicMapping mapping : found.topics()) {
      String hidden = found.hidden().get(mapping.source());
      TopicFacts source = found.sources().get(mapping.source());
      TopicFacts mirror = found.mirrors().get(mapping.target());
      if (hidden != null) {
        add(mapping.target(), "", Verb.CHANGE, Handling.BLOCKED, null, null, hidden);
      } else if (source != null && mirror == null) {
        missing(mapping, source);
      } else if (source != null) {
        both(mapping, source, mirror);
      }
    }
    new TreeSet<>(found.vanished()).forEach(this::vanished);
  }

  private void missing(TopicMapping mapping, TopicFacts source) {
    TopicChange.Create create =
        policy.creation(mapping.target(), source, found.brokers(), found.known());
    creations.put(mapping.target(), create);
    add(
        mapping.target(),
        "",
        Verb.CREATE,
        Handling.APPLY,
        null,
        source.partitions() + " partitions, " + create.configs(),
        "missing on the target" + origin(mapping));
  }

  private void both(TopicMapping mapping, TopicFacts source, TopicFacts mirror) {
    String name = mapping.target();
    if (mirror.partitions() < source.partitions()) {
      add(
          name,
          PARTITIONS,
          Verb.CHANGE,
          Handling.APPLY,
          Integer.toString(mirror.partitions()),
          Integer.toString(source.partitions()),
          "the source has more" + origin(mapping));
    } else if (mirror.partitions() > source.partitions()) {
      add(
          name,
          PARTITIONS,
          Verb.CHANGE,
          Handling.REFUSED,
          Integer.toString(mirror.partitions()),
          Integer.toString(source.partitions()),
          "partitions cannot be taken away, and the topic is not mirrored meanwhile; re-create the"
              + " mirror, or give the source as many");
    }
    Optional<AppliedTopic> last =
        Optional.ofNullable(found.applied().get(name))
            // Another topic of that name: nothing was applied to it.
            .filter(applied -> applied.mirrorId().equals(mirror.id()));
    ConfigDiff configs =
        new ConfigDiff(
            table,
            drift,
            resource(name),
            source,
            mirror,
            last.map(AppliedTopic::configs).orElseGet(() -> asCreated(mirror)));
    differences.addAll(configs.differences());
    kept.put(
        name, new AppliedTopic(mapping.source(), mirror.id(), configs.kept(), Optional.empty()));
  }

  /**
   * What the link's engine set when it created a mirror about which nothing is written down: it was
   * killed, or the source changed, before the first comparison. Known by what the engine always
   * sets and hardly anybody else; otherwise nothing counts as applied.
   */
  private static Map<String, String> asCreated(TopicFacts mirror) {
    Map<String, String> own = mirror.ownConfigs();
    boolean marked =
        "producer".equals(own.get(TopicConfig.COMPRESSION_TYPE_CONFIG))
            && "CreateTime".equals(own.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
            && own.containsKey(TopicConfig.CLEANUP_POLICY_CONFIG)
            && own.containsKey(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    return marked ? own : Map.of();
  }

  /** The source is certain to lack it; the mirror is there, and is the one that was applied. */
  private void vanished(String mirror) {
    AppliedTopic last = found.applied().get(mirror);
    Instant since = last.vanishedAt().orElse(now);
    kept.put(mirror, last.vanished(Optional.of(since)));
    Instant due = since.plus(policy.grace());
    String gone = "the source has had no topic '" + last.source() + "' since " + since;
    Handling handling = Handling.MANUAL;
    String next;
    if (policy.deletion() != Deletion.DELETE) {
      next = "; delete the mirror by hand, or set twin.topics.delete: delete";
    } else if (!found.sameSource()) {
      handling = Handling.BLOCKED;
      next = "; but the source is another cluster than before, so nothing is deleted";
    } else if (confirmed || !now.isBefore(due) && !suspicious()) {
      handling = Handling.APPLY;
      next = "; the mirror is deleted";
    } else {
      handling = Handling.BLOCKED;
      next =
          suspicious()
              ? "; most of the link's topics vanished at once: only 'strait link apply"
                  + " --confirm-delete' deletes the mirrors"
              : "; the mirror is deleted at " + due + ", or now by --confirm-delete";
    }
    add(mirror, "", Verb.DELETE, handling, "present", null, gone + next);
  }

  /** As when the source's address leads to an empty cluster, or its credential sees nothing. */
  private boolean suspicious() {
    int all = found.vanished().size() + found.sources().size();
    return all > 1 && 2 * found.vanished().size() > all;
  }

  private static String origin(TopicMapping mapping) {
    return mapping.source().equals(mapping.target())
        ? ""
        : "; mirrors topic '" + mapping.source() + "'";
  }

  private void add(
      String mirror,
      String field,
      Verb verb,
      Handling handling,
      String now,
      String wanted,
      String why) {
    differences.add(
        new Difference(
            Aspect.TOPICS,
            resource(mirror),
            field,
            verb,
            handling,
            Optional.ofNullable(now),
            Optional.ofNullable(wanted),
            why));
  }
}
