package io.strait.ops.mirrormaker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.mirror.mm2.MirrorMakerReader;
import io.strait.replicator.mirror.mm2.MirrorPair;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes one direction of an {@code mm2.properties} as a link. */
final class MirrorLinkYaml {
  private static final String PACKAGE = "org.apache.kafka.connect.mirror.";
  private static final String DEFAULT_POLICY = PACKAGE + "DefaultReplicationPolicy";
  private static final String IDENTITY_POLICY = PACKAGE + "IdentityReplicationPolicy";
  private static final String DEFAULT_FILTER = PACKAGE + "DefaultTopicFilter";
  private static final String HEARTBEATS = "heartbeats";

  private final ObjectNode link;
  private final MirrorPair pair;
  private final String policy;
  private final String separator;

  private MirrorLinkYaml(ObjectNode link, MirrorPair pair) {
    this.link = link;
    this.pair = pair;
    this.policy = pair.text("replication.policy.class");
    this.separator = pair.settings().getOrDefault("replication.policy.separator", ".");
  }

  static void of(ObjectNode link, MirrorPair pair) {
    MirrorLinkYaml one = new MirrorLinkYaml(link, pair);
    one.topics();
    one.twin();
    one.transforms();
    one.mirrorMaker();
  }

  /** The name of the link for a direction. */
  static String name(MirrorPair pair) {
    return MirrorMakerReader.strait(pair.source()) + "-" + MirrorMakerReader.strait(pair.target());
  }

  private void topics() {
    link.put("name", name(pair));
    link.put("source", MirrorMakerReader.strait(pair.source()));
    link.put("target", MirrorMakerReader.strait(pair.target()));
    ArrayNode patterns = link.putArray("patterns");
    boolean own = !pair.text("topic.filter.class").equals(DEFAULT_FILTER);
    (own ? List.of(".*") : pair.list("topics")).forEach(patterns::add);
    boolean heartbeats = pair.flag("heartbeats.replication.enabled");
    if (heartbeats && pair.list("topics").stream().noneMatch(HEARTBEATS::matches)) {
      patterns.add(HEARTBEATS);
    }
    ArrayNode exclude = link.putArray("exclude");
    (own ? List.<String>of() : pair.list("topics.exclude")).forEach(exclude::add);
    String back = Pattern.quote(pair.target() + separator);
    if (policy.equals(DEFAULT_POLICY)) {
      exclude.add("(.*" + Pattern.quote(separator) + ")?" + back + ".*");
      link.putObject("rename").put("prefix", pair.source() + separator);
    } else if (policy.equals(IDENTITY_POLICY)) {
      exclude.add(back + HEARTBEATS);
      if (heartbeats) {
        link.putObject("rename")
            .putObject("topics")
            .put(HEARTBEATS, pair.source() + separator + HEARTBEATS);
      }
    }
  }

  private void twin() {
    ObjectNode twin = link.putObject("twin");
    ArrayNode keep = twin.putArray("keep");
    if (pair.flag("sync.topic.configs.enabled")) {
      keep.add("topics");
    }
    if (pair.flag("sync.topic.acls.enabled")) {
      keep.add("acls");
    }
    if (pair.flag("sync.group.offsets.enabled")) {
      keep.add("groups");
    }
    twin.put("drift", "overwrite");
    MirrorTwinYaml.of(twin, pair);
  }

  private void transforms() {
    List<String> names = pair.list("transforms");
    if (names.isEmpty()) {
      return;
    }
    ArrayNode all = link.putObject("records").putArray("transforms");
    for (String name : names) {
      Map<String, String> settings = pair.under("transforms." + name + ".");
      ObjectNode one = all.addObject();
      one.put("type", settings.remove("type"));
      String predicate = settings.remove("predicate");
      String negate = settings.remove("negate");
      if (!settings.isEmpty()) {
        settings.forEach(one.putObject("config")::put);
      }
      if (predicate != null) {
        Map<String, String> asked = pair.under("predicates." + predicate + ".");
        ObjectNode node = one.putObject("predicate");
        node.put("type", asked.remove("type"));
        node.put("negate", Boolean.parseBoolean(negate));
        if (!asked.isEmpty()) {
          asked.forEach(node.putObject("config")::put);
        }
      }
    }
  }

  private void mirrorMaker() {
    ObjectNode own = link.putObject("mirrorMaker");
    own.put("checkpoints", pair.flag("emit.checkpoints.enabled"));
    own.put("heartbeats", pair.flag("emit.heartbeats.enabled"));
    own.put("offsetSyncs", pair.flag("emit.offset-syncs.enabled"));
    own.put("jmx", true);
    own.put("location", pair.text("offset-syncs.topic.location"));
    if (pair.settings().containsKey("emit.checkpoints.interval.seconds")) {
      own.put("every", pair.seconds("emit.checkpoints.interval.seconds").toSeconds() + "s");
    }
    own.put("heartbeatsEvery", pair.seconds("emit.heartbeats.interval.seconds").toSeconds() + "s");
    own.put("replicas", pair.number("checkpoints.topic.replication.factor"));
    own.putObject("aliases").put("source", pair.source()).put("target", pair.target());
    ObjectNode groups = own.putObject("groups");
    pair.list("groups").forEach(groups.putArray("include")::add);
    pair.list("groups.exclude").forEach(groups.putArray("exclude")::add);
    policy(own);
    if (!pair.text("topic.filter.class").equals(DEFAULT_FILTER)) {
      ObjectNode filter = own.putObject("topicFilter");
      filter.put("class", pair.text("topic.filter.class"));
      ObjectNode properties = filter.putObject("properties");
      properties.put("topics", pair.text("topics"));
      properties.put("topics.exclude", pair.text("topics.exclude"));
    }
  }

  private void policy(ObjectNode own) {
    boolean known = policy.equals(DEFAULT_POLICY) || policy.equals(IDENTITY_POLICY);
    Map<String, String> properties = pair.under("replication.policy.");
    properties.remove("class");
    if (known && properties.isEmpty()) {
      return;
    }
    ObjectNode node = own.putObject("policy");
    node.put("class", policy);
    node.put("names", !known);
    if (!properties.isEmpty()) {
      ObjectNode all = node.putObject("properties");
      properties.forEach((name, value) -> all.put("replication.policy." + name, value));
    }
  }
}
