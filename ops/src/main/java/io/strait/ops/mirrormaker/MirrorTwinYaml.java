package io.strait.ops.mirrormaker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.mirror.mm2.MirrorPair;
import io.strait.replicator.mirror.publish.ConfigChoice;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** Writes what a direction says about topics' configs and groups' positions. */
final class MirrorTwinYaml {
  private static final String FILTER = "config.property.filter.class";
  private static final String DEFAULT_FILTER =
      "org.apache.kafka.connect.mirror.DefaultConfigPropertyFilter";
  private static final String EXCLUDE = "config.properties.exclude";

  private MirrorTwinYaml() {}

  static void of(ObjectNode twin, MirrorPair pair) {
    Map<String, String> configs = configs(pair);
    if (!configs.isEmpty()) {
      ObjectNode rules = twin.putObject("topics").putObject("configs");
      configs.forEach(rules::put);
    }
    if (pair.flag("sync.group.offsets.enabled")) {
      ObjectNode groups = twin.putObject("groups");
      pair.list("groups").forEach(groups.putArray("include")::add);
      pair.list("groups.exclude").forEach(groups.putArray("exclude")::add);
      groups.put("every", pair.seconds("sync.group.offsets.interval.seconds").toSeconds() + "s");
      // It only ever sets positions on the target.
      groups.put("back", false);
    }
  }

  /** Where the file says nothing, Strait's own table holds. */
  private static Map<String, String> configs(MirrorPair pair) {
    Map<String, String> rules = new TreeMap<>();
    if (pair.text("use.defaults.from").equals("source")) {
      ConfigChoice.all().forEach(name -> rules.put(name, "effective"));
    }
    Set<String> refused =
        pair.text(FILTER).equals(DEFAULT_FILTER)
            ? ConfigChoice.matching(pair.list(EXCLUDE))
            : ConfigChoice.refusedBy(pair.text(FILTER), pair.settings());
    refused.forEach(name -> rules.put(name, "refuse"));
    rules.remove(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
    return rules;
  }
}
