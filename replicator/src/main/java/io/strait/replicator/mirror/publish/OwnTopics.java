package io.strait.replicator.mirror.publish;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.LinkTranslations;
import io.strait.replicator.mirror.formats.MirrorRecord;
import io.strait.replicator.offsets.Image;
import io.strait.replicator.offsets.PairedLogs;
import io.strait.replicator.offsets.Translation;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.mirror.ReplicationPolicy;

/**
 * Writes MirrorMaker 2's own topics for one link.
 *
 * <p>Checkpoints and offset syncs come from the link's offset map, so they are exact for every
 * group, however far behind it is. One thread at a time; only the link's owner should call it.
 * Needs WRITE and CREATE on these topics on the target, and on the source for heartbeats and for
 * offset syncs that go there; DESCRIBE on the source's groups.
 */
public final class OwnTopics implements AutoCloseable {
  private static final String OWN = "strait.";

  private final Link link;
  private final Cluster source;
  private final Cluster target;
  private final MirrorMakerSettings settings;
  private final Clock clock;
  private final MirrorMakerSettings.Aliases aliases;
  private final ReplicationPolicy policy;
  private final LinkTranslations translations;
  private final CompactedTopic checkpoints;
  private final CompactedTopic syncs;
  private final List<CompactedTopic> heartbeats;

  /** Connects to nothing yet; the clusters stay open when this is closed. */
  public OwnTopics(
      Link link, Cluster source, Cluster target, MirrorMakerSettings settings, Clock clock) {
    this.link = link;
    this.source = source;
    this.target = target;
    this.settings = settings;
    this.clock = clock;
    this.aliases = aliases(link, settings);
    this.policy = Policies.of(settings.policy(), aliases.source(), aliases.target());
    this.translations = new LinkTranslations(link.name(), source, target);
    this.checkpoints =
        new CompactedTopic(target, policy.checkpointsTopic(aliases.source()), settings.replicas());
    this.syncs =
        new CompactedTopic(
            settings.syncsOnSource() ? source : target,
            Policies.offsetSyncsTopic(settings, aliases),
            settings.replicas());
    this.heartbeats =
        List.of(
            new CompactedTopic(target, policy.heartbeatsTopic(), settings.replicas()),
            new CompactedTopic(source, policy.heartbeatsTopic(), settings.replicas()));
  }

  /** The clusters' names in these topics: the link's own unless the settings say otherwise. */
  public static MirrorMakerSettings.Aliases aliases(Link link, MirrorMakerSettings settings) {
    return settings
        .aliases()
        .orElseGet(
            () -> new MirrorMakerSettings.Aliases(link.source().value(), link.target().value()));
  }

  /** A group's position in one mirror partition. */
  public record GroupAt(String group, TopicPartition mirror) {}

  /**
   * What one look has written.
   *
   * @param checkpoints how many
   * @param offsetSyncs how many
   * @param looked whose checkpoints are up to date
   * @param latencyMillis from reading the groups' positions until their checkpoints were stored
   */
  public record Written(
      int checkpoints, int offsetSyncs, Set<GroupAt> looked, long latencyMillis) {}

  /**
   * One heartbeat on each side: the target's says that this direction lives, and the source's,
   * which a link over the topic {@code heartbeats} copies, that records pass through.
   */
  public void beat() {
    long now = clock.millis();
    heartbeats.get(0).writeAnyway(MirrorRecord.heartbeat(aliases.source(), aliases.target(), now));
    heartbeats.get(1).writeAnyway(MirrorRecord.heartbeat(aliases.target(), aliases.source(), now));
  }

  /**
   * Looks at groups and offsets, and writes what changed.
   *
   * @throws io.strait.replicator.cluster.ClusterException if a cluster cannot be asked or written
   *     to
   */
  public Written publish() {
    Map<TopicPartition, TopicPartition> pairs = pairs();
    long began = clock.millis();
    Map<String, Map<TopicPartition, Long>> positions =
        settings.checkpoints() ? positions(pairs.keySet()) : Map.of();
    LinkTranslations.Sight sight =
        translations.reaching(translations.look(pairs), byPartition(positions.values()));
    Map<GroupAt, MirrorRecord> images = images(positions, sight);
    int written = images.isEmpty() ? 0 : checkpoints.write(List.copyOf(images.values()));
    long took = clock.millis() - began;
    int synced =
        settings.offsetSyncs()
            ? syncs.write(sight.logs().values().stream().flatMap(p -> sync(p).stream()).toList())
            : 0;
    return new Written(written, synced, Set.copyOf(images.keySet()), took);
  }

  private static Map<GroupAt, MirrorRecord> images(
      Map<String, Map<TopicPartition, Long>> positions, LinkTranslations.Sight sight) {
    Map<GroupAt, MirrorRecord> images = new HashMap<>();
    positions.forEach(
        (group, offsets) ->
            offsets.forEach(
                (partition, offset) -> {
                  PairedLogs pair = sight.logs().get(partition);
                  checkpoint(group, pair, offset)
                      .ifPresent(record -> images.put(new GroupAt(group, pair.target()), record));
                }));
    return images;
  }

  /** Where what comes next is not copied yet, the group goes on where the mirror ends. */
  private static Optional<MirrorRecord> checkpoint(String group, PairedLogs pair, long offset) {
    if (pair == null) {
      return Optional.empty();
    }
    Image image = pair.toTarget(offset);
    if (image instanceof Image.Outside) {
      return Optional.empty();
    }
    long position = image instanceof Image.Ahead ahead ? ahead.reached() : offset;
    return Optional.of(
        MirrorRecord.checkpoint(group, pair.target(), position, image.position(), ""));
  }

  /** The last record that both sides have. */
  private static Optional<MirrorRecord> sync(PairedLogs pair) {
    long at = pair.targetEnd() - 1;
    return at >= pair.targetStart() && pair.recordToSource(at) instanceof Translation.Exact exact
        ? Optional.of(
            MirrorRecord.offsetSync(new MirrorRecord.Sync(pair.source(), exact.offset(), at)))
        : Optional.empty();
  }

  private Map<TopicPartition, TopicPartition> pairs() {
    // Heartbeats are copied every second: to follow them would be to write every second.
    List<TopicMapping> topics =
        SourceTopics.of(link, source).topics().stream()
            .filter(topic -> !policy.isHeartbeatsTopic(topic.source()))
            .toList();
    Map<String, TopicMapping> bySource =
        topics.stream().collect(Collectors.toMap(TopicMapping::source, topic -> topic));
    Map<String, Integer> here = partitions(source, bySource.keySet());
    Map<String, Integer> there =
        partitions(target, topics.stream().map(TopicMapping::target).toList());
    Map<TopicPartition, TopicPartition> pairs = new HashMap<>();
    here.forEach(
        (topic, count) -> {
          String mirror = bySource.get(topic).target();
          int both = Math.min(count, there.getOrDefault(mirror, 0));
          for (int i = 0; i < both; i++) {
            pairs.put(new TopicPartition(topic, i), new TopicPartition(mirror, i));
          }
        });
    return pairs;
  }

  private static Map<String, Integer> partitions(Cluster cluster, Collection<String> topics) {
    Set<String> present = new TopicObserver(cluster).present(topics);
    return cluster
        .await("describing topics", cluster.admin().describeTopics(present).allTopicNames())
        .values()
        .stream()
        .collect(Collectors.toMap(TopicDescription::name, one -> one.partitions().size()));
  }

  private Map<String, Map<TopicPartition, Long>> positions(Set<TopicPartition> partitions) {
    Map<String, ListConsumerGroupOffsetsSpec> groups =
        source
            .await(
                "listing its groups",
                source.admin().listGroups(ListGroupsOptions.forConsumerGroups()).all())
            .stream()
            .map(GroupListing::groupId)
            .filter(group -> !group.startsWith(OWN) && settings.groups().selects(group))
            .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec()));
    if (groups.isEmpty()) {
      return Map.of();
    }
    Map<String, Map<TopicPartition, Long>> positions = new HashMap<>();
    source
        .await(
            "reading the positions of groups",
            source.admin().listConsumerGroupOffsets(groups).all())
        .forEach((group, found) -> positions.put(group, known(found, partitions)));
    return positions;
  }

  private static Map<TopicPartition, Long> known(
      Map<TopicPartition, OffsetAndMetadata> found, Set<TopicPartition> partitions) {
    Map<TopicPartition, Long> known = new HashMap<>();
    found.forEach(
        (partition, position) -> {
          if (position != null && partitions.contains(partition)) {
            known.put(partition, position.offset());
          }
        });
    return known;
  }

  private static Map<TopicPartition, Set<Long>> byPartition(
      Collection<Map<TopicPartition, Long>> positions) {
    Map<TopicPartition, Set<Long>> all = new HashMap<>();
    positions.forEach(
        one ->
            one.forEach(
                (partition, offset) ->
                    all.computeIfAbsent(partition, p -> new HashSet<>()).add(offset)));
    return all;
  }

  @Override
  public void close() {
    translations.close();
    checkpoints.close();
    syncs.close();
    heartbeats.forEach(CompactedTopic::close);
  }
}
