package io.strait.replicator.mirror;

import io.strait.replicator.engine.CopyPolicy;
import io.strait.replicator.engine.OffsetRule;
import io.strait.replicator.engine.Reaction;
import io.strait.replicator.engine.Reactions;
import io.strait.replicator.engine.TransactionRule;
import io.strait.replicator.share.ShareTimes;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Internals;
import io.strait.replicator.topology.LinkName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The keys of a connector's configuration; names of the clusters' keys as in MirrorMaker 2. */
final class LinkKeys {
  static final String LINK = "link.name";
  static final String DEFINED_BY = "link.defined.by";
  static final String SOURCE_PREFIX = "source.cluster.";
  static final String TARGET_PREFIX = "target.cluster.";
  static final String BOOTSTRAP = "bootstrap.servers";
  static final String SOURCE_ALIAS = SOURCE_PREFIX + "alias";
  static final String TARGET_ALIAS = TARGET_PREFIX + "alias";
  static final String TOPICS = "topics";
  static final String PATTERNS = "topics.patterns";
  static final String EXCLUDE = "topics.exclude";
  static final String NAMING = "naming";
  static final String OFFSETS = "offsets";
  static final String FILLER_RECORDS = "filler.records";
  static final String TRANSACTIONS = "transactions";
  static final String DEAD_LETTERS = "dead.letters";
  static final String ON_SOURCE_RECREATED = "on.source.recreated";
  static final String ON_SOURCE_TRUNCATED = "on.source.truncated";
  static final String ON_RETENTION_OVERRUN = "on.retention.overrun";
  static final String ON_RECORDS_DELETED = "on.records.deleted";
  static final String ON_OFFSET_CONFLICT = "on.offset.conflict";
  static final String ON_MISSED_TOMBSTONES = "on.missed.tombstones";
  static final String RATE = "rate.bytes.per.second";
  static final String PAUSED_TOPICS = "paused.topics";
  static final String REPORT_INTERVAL = "report.interval.ms";
  static final String SLOT_SILENCE = "slot.silence.ms";
  static final String BALANCE_INTERVAL = "balance.interval.ms";

  /** Value of {@link #DEFINED_BY}: everything is in the connector's configuration. */
  static final String BY_CONFIG = "config";

  /** Value of {@link #DEFINED_BY}: the worker's own process knows the link; no secret travels. */
  static final String BY_PROCESS = "process";

  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final String LINK_GROUP = "Link";
  private static final String COPY_GROUP = "Copying";
  private static final String SHARE_GROUP = "Sharing among tasks";

  private LinkKeys() {}

  /** All keys; a new object each time, because a definition can be changed. */
  static ConfigDef definition() {
    ConfigDef keys = new ConfigDef();
    clusters(keys);
    topics(keys);
    copying(keys);
    reactions(keys);
    flow(keys);
    sharing(keys);
    return keys;
  }

  private static void clusters(ConfigDef keys) {
    required(
        keys,
        LINK,
        LINK_GROUP,
        1,
        LinkKeys::linkName,
        "Unique name of the link; part of its internal topics (strait.shares.<link>) and groups"
            + " on the target, and of the producer id by which its records are known. Give a new"
            + " name to start over.");
    required(
        keys, SOURCE_ALIAS, LINK_GROUP, 2, LinkKeys::alias, "Your name for the source cluster.");
    required(
        keys,
        SOURCE_PREFIX + BOOTSTRAP,
        LINK_GROUP,
        3,
        LinkKeys::addresses,
        "host:port[,host:port...] of the source cluster. Further properties of kafka-clients,"
            + " security above all, are given with the prefix 'source.cluster.'; take secrets"
            + " from a config provider, such as ${file:/path:key} or ${env:NAME}.");
    required(
        keys, TARGET_ALIAS, LINK_GROUP, 4, LinkKeys::alias, "Your name for the target cluster.");
    required(
        keys,
        TARGET_PREFIX + BOOTSTRAP,
        LINK_GROUP,
        5,
        LinkKeys::addresses,
        "host:port[,host:port...] of the target cluster. Further properties of kafka-clients are"
            + " given with the prefix 'target.cluster.'.");
  }

  private static void topics(ConfigDef keys) {
    keys.define(
        TOPICS,
        Type.LIST,
        List.of(),
        check(LinkKeys::topics),
        Importance.HIGH,
        "Topics of the source to mirror, by their full names. Partitions that are added to them"
            + " are taken up by themselves. At least one, or a pattern.",
        LINK_GROUP,
        6,
        Width.LONG,
        "Topics");
    patterns(
        keys,
        PATTERNS,
        "Regular expressions that match whole names: such topics are mirrored as well, also those"
            + " that appear later. Internal topics are never among them.");
    patterns(keys, EXCLUDE, "Regular expressions: topics that the patterns do not bring.");
    choice(
        keys,
        NAMING,
        LINK_GROUP,
        7,
        "identity",
        List.of("identity", "prefixed"),
        "How mirror topics are called: as on the source, or <source alias>.<topic>.");
    choice(
        keys,
        DEFINED_BY,
        LINK_GROUP,
        8,
        BY_CONFIG,
        List.of(BY_CONFIG, BY_PROCESS),
        "Where the link is described: in this configuration, or by the process of the worker"
            + " ('strait serve --workers connect' only).");
  }

  private static void copying(ConfigDef keys) {
    CopyPolicy defaults = CopyPolicy.defaults();
    choice(
        keys,
        OFFSETS,
        COPY_GROUP,
        1,
        lower(defaults.offsets()),
        names(OffsetRule.values()),
        "Which steps of the offset ladder may be used.");
    flag(
        keys,
        FILLER_RECORDS,
        2,
        defaults.fillerRecords(),
        "Whether offsets without data may be filled with visible null records where invisible"
            + " markers are not authorised.");
    choice(
        keys,
        TRANSACTIONS,
        COPY_GROUP,
        3,
        lower(defaults.transactions()),
        names(TransactionRule.values()),
        "What becomes of transactions.");
    flag(
        keys,
        DEAD_LETTERS,
        4,
        defaults.deadLetters(),
        "Whether a batch that can never be appended goes to strait.dlq.<link>; otherwise it halts"
            + " its partition.");
  }

  private static void reactions(ConfigDef keys) {
    Reactions reactions = CopyPolicy.defaults().reactions();
    reaction(
        keys,
        ON_SOURCE_RECREATED,
        5,
        reactions.sourceRecreated(),
        "a source topic was deleted and created again");
    reaction(
        keys,
        ON_SOURCE_TRUNCATED,
        6,
        reactions.sourceTruncated(),
        "the source rewrote its log after an unclean leader election");
    reaction(
        keys,
        ON_RETENTION_OVERRUN,
        7,
        reactions.retentionOverrun(),
        "the source's retention removed records before they were copied");
    reaction(
        keys,
        ON_RECORDS_DELETED,
        8,
        reactions.recordsDeleted(),
        "records were deleted from the source before they were copied");
    reaction(
        keys,
        ON_OFFSET_CONFLICT,
        9,
        reactions.offsetConflict(),
        "somebody else wrote to a mirror topic");
    reaction(
        keys,
        ON_MISSED_TOMBSTONES,
        10,
        reactions.missedTombstones(),
        "the source may have removed tombstones before they were copied");
  }

  private static void flow(ConfigDef keys) {
    keys.define(
        RATE,
        Type.LONG,
        0L,
        ConfigDef.Range.atLeast(0),
        Importance.MEDIUM,
        "Bytes per second that each task may fetch; 0 for no limit.",
        COPY_GROUP,
        11,
        Width.MEDIUM,
        "Rate of each task");
    keys.define(
        PAUSED_TOPICS,
        Type.LIST,
        List.of(),
        Importance.LOW,
        "Topics that are not fetched for now.",
        COPY_GROUP,
        12,
        Width.LONG,
        "Paused topics");
  }

  private static void sharing(ConfigDef keys) {
    ShareTimes times = ShareTimes.defaults();
    millis(
        keys,
        REPORT_INTERVAL,
        1,
        times.report(),
        "How often each task reports its progress to strait.shares.<link> on the target.");
    millis(
        keys,
        SLOT_SILENCE,
        2,
        times.silence(),
        "After how long without a report the partitions of a task go to other tasks; at least"
            + " three times "
            + REPORT_INTERVAL
            + ".");
    millis(
        keys,
        BALANCE_INTERVAL,
        3,
        times.balance(),
        "How long partitions stay where they are before they may move because of their traffic.");
  }

  private static void patterns(ConfigDef keys, String key, String text) {
    keys.define(
        key,
        Type.LIST,
        List.of(),
        check(LinkKeys::patterns),
        Importance.MEDIUM,
        text,
        LINK_GROUP,
        9,
        Width.LONG,
        key);
  }

  private static void required(
      ConfigDef keys, String key, String group, int order, Check check, String text) {
    keys.define(
        key,
        Type.STRING,
        ConfigDef.NO_DEFAULT_VALUE,
        check(check),
        Importance.HIGH,
        text,
        group,
        order,
        Width.MEDIUM,
        key);
  }

  private static void choice(
      ConfigDef keys,
      String key,
      String group,
      int order,
      String preset,
      List<String> values,
      String text) {
    keys.define(
        key,
        Type.STRING,
        preset,
        ConfigDef.ValidString.in(values.toArray(String[]::new)),
        Importance.MEDIUM,
        text + " One of: " + String.join(", ", values) + ".",
        group,
        order,
        Width.SHORT,
        key);
  }

  private static void reaction(
      ConfigDef keys, String key, int order, Reaction preset, String when) {
    choice(
        keys,
        key,
        COPY_GROUP,
        order,
        lower(preset),
        names(Reaction.values()),
        "What to do when " + when + ": halt the partition, or go on and record what happened.");
  }

  private static void flag(ConfigDef keys, String key, int order, boolean preset, String text) {
    keys.define(
        key, Type.BOOLEAN, preset, Importance.MEDIUM, text, COPY_GROUP, order, Width.SHORT, key);
  }

  private static void millis(ConfigDef keys, String key, int order, Duration preset, String text) {
    keys.define(
        key,
        Type.LONG,
        preset.toMillis(),
        ConfigDef.Range.atLeast(500),
        Importance.LOW,
        text,
        SHARE_GROUP,
        order,
        Width.SHORT,
        key);
  }

  /** Says what is wrong by throwing {@link IllegalArgumentException}. */
  private interface Check {
    void of(Object value);
  }

  private static ConfigDef.Validator check(Check check) {
    return (key, value) -> {
      if (value == null) {
        return; // Its absence is reported already.
      }
      try {
        check.of(value);
      } catch (IllegalArgumentException e) {
        throw new ConfigException(key, value, e.getMessage());
      }
    };
  }

  private static void linkName(Object value) {
    new LinkName((String) value);
  }

  private static void alias(Object value) {
    new ClusterAlias((String) value);
  }

  private static void addresses(Object value) {
    for (String address : ((String) value).split(",", -1)) {
      if (!address.strip().matches("(\\[[0-9a-fA-F:.]+]|[^:\\s\\[\\]]+):\\d{1,5}")) {
        throw new IllegalArgumentException("'" + address + "' is not host:port");
      }
    }
  }

  private static void topics(Object value) {
    for (Object topic : (List<?>) value) {
      String name = String.valueOf(topic);
      if (!TOPIC.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' is no topic name; list topics by their full names, and patterns in "
                + PATTERNS);
      }
      if (Internals.never(name)) {
        throw new IllegalArgumentException(
            "'" + name + "' is an internal topic; those are never mirrored");
      }
    }
  }

  /** A {@link java.util.regex.PatternSyntaxException} is an illegal argument as well. */
  private static void patterns(Object value) {
    ((List<?>) value).forEach(pattern -> Pattern.compile(String.valueOf(pattern)));
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(LinkKeys::lower).toList();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
