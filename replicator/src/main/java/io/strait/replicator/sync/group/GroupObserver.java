package io.strait.replicator.sync.group;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.engine.LinkTranslations;
import io.strait.replicator.offsets.PairedLogs;
import io.strait.replicator.sync.Handling;
import io.strait.replicator.sync.SourceTopics;
import io.strait.replicator.sync.TopicObserver;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at the groups of both sides. The source's positions are read before its logs, so that what
 * they stand behind has had its time to be copied. One thread.
 */
final class GroupObserver implements AutoCloseable {
  /** Strait's own leases are groups, too. */
  private static final String OWN = "strait.";

  private final Link link;
  private final Cluster source;
  private final ClusterGroups here;
  private final ClusterGroups there;
  private final GroupPolicy policy;
  private final Set<String> held;
  private final LinkTranslations translations;

  /** Closes the translations with itself, and no cluster. */
  GroupObserver(
      Link link,
      Cluster source,
      Cluster target,
      LinkTranslations translations,
      GroupPolicy policy,
      Set<String> held) {
    this.link = link;
    this.source = source;
    this.here = new ClusterGroups(source);
    this.there = new ClusterGroups(target);
    this.policy = policy;
    this.held = Set.copyOf(held);
    this.translations = translations;
  }

  /** What is known of both sides before any position is translated. */
  private record Raw(
      Map<String, GroupSide> sources,
      Map<String, GroupSide> targets,
      ClusterGroups.Positions here,
      ClusterGroups.Positions there,
      Map<String, String> naming,
      Set<String> visible) {}

  /**
   * Both sides now.
   *
   * @param last the pairs that were applied, by group and source partition
   * @throws io.strait.replicator.cluster.ClusterException if a side cannot be asked at all
   */
  GroupSurvey observe(Map<String, Map<TopicPartition, AppliedPosition>> last) {
    KafkaFuture<Collection<GroupListing>> sourceListing = here.listing();
    KafkaFuture<Collection<GroupListing>> targetListing = there.listing();
    Map<String, GroupSide> sources = here.listed(sourceListing);
    Map<String, GroupSide> targets = there.listed(targetListing);
    List<String> notes = new ArrayList<>();
    if (sources.keySet().stream().allMatch(group -> group.startsWith(OWN))) {
      notes.add(
          "cluster '"
              + source.alias()
              + "' shows the metadata credential no group; brokers hide those that it may not see:"
              + " grant DESCRIBE on GROUP '*' if there are any");
    }
    Set<String> groups = chosen(sources, notes);
    // What was applied once may have been deleted on the source: only an explicit question tells.
    last.keySet().stream().filter(this::isMeant).forEach(groups::add);
    Set<String> onTarget = new HashSet<>(groups);
    onTarget.retainAll(targets.keySet());
    ClusterGroups.Positions sourcePositions = here.positions(groups);
    Raw raw =
        new Raw(
            sources,
            targets,
            sourcePositions,
            there.positions(onTarget),
            SourceTopics.of(link, source).topics().stream()
                .collect(Collectors.toMap(TopicMapping::source, TopicMapping::target)),
            visible(sourcePositions, last, notes));
    LinkTranslations.Sight sight = sight(raw, last);
    List<GroupSurvey.Group> found = new ArrayList<>();
    unreadable(raw).ifPresent(notes::add);
    int elsewhere = 0;
    for (String group : groups) {
      Map<TopicPartition, AppliedPosition> known = last.getOrDefault(group, Map.of());
      Set<TopicPartition> partitions = partitions(raw, group, known);
      elsewhere += raw.here().of(group).size() - mirrored(raw, group).size();
      if (!partitions.isEmpty() && problem(raw, group).isEmpty()) {
        found.add(group(raw, sight, group, partitions, known));
      }
    }
    if (elsewhere > 0) {
      notes.add(elsewhere + " positions are on topics that the link does not mirror; left alone");
    }
    return new GroupSurvey(found, notes);
  }

  /**
   * Topics of positions that the source does not show any more, which are there and which the
   * credential may see: brokers leave out positions on all others without a word.
   */
  private Set<String> visible(
      ClusterGroups.Positions standing,
      Map<String, Map<TopicPartition, AppliedPosition>> last,
      List<String> notes) {
    Set<String> gone = new TreeSet<>();
    last.forEach(
        (group, pairs) ->
            pairs.keySet().stream()
                .filter(partition -> !standing.of(group).containsKey(partition))
                .forEach(partition -> gone.add(partition.topic())));
    try {
      return gone.isEmpty() ? Set.of() : new TopicObserver(source).present(gone);
    } catch (ClusterException e) {
      notes.add("whether positions were deleted on the source cannot be told: " + e.getMessage());
      return Set.of();
    }
  }

  private boolean isMeant(String group) {
    return !group.startsWith(OWN) && policy.selection().selects(group) && !held.contains(group);
  }

  private Set<String> chosen(Map<String, GroupSide> sources, List<String> notes) {
    Set<String> chosen = new TreeSet<>();
    Map<GroupKind, Set<String>> left = new TreeMap<>();
    Set<String> inWaves = new TreeSet<>();
    sources.forEach(
        (group, side) -> {
          GroupKind kind = side.kind().orElse(GroupKind.OTHER);
          if (held.contains(group)) {
            inWaves.add(group);
          } else if (isMeant(group) && side.isMovable() && policy.types().contains(kind)) {
            chosen.add(group);
          } else if (isMeant(group) && !side.isMovable() && kind != GroupKind.OTHER) {
            left.computeIfAbsent(kind, k -> new TreeSet<>()).add(group);
          }
        });
    left.forEach(
        (kind, groups) ->
            notes.add(
                "groups of kind '" + kind.text() + "' cannot be moved by offsets: " + groups));
    if (!inWaves.isEmpty()) {
      notes.add("left to the migrations whose waves name them: " + inWaves);
    }
    return chosen;
  }

  /** One note however many they are. */
  private static Optional<String> unreadable(Raw raw) {
    TreeMap<String, String> all = new TreeMap<>(raw.there().problems());
    all.putAll(raw.here().problems());
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            all.size()
                + " groups cannot be read and are left alone, the first: "
                + all.firstEntry().getValue());
  }

  private static Optional<String> problem(Raw raw, String group) {
    return Optional.ofNullable(raw.here().problems().get(group))
        .or(() -> Optional.ofNullable(raw.there().problems().get(group)));
  }

  private static Set<TopicPartition> mirrored(Raw raw, String group) {
    return raw.here().of(group).keySet().stream()
        .filter(partition -> raw.naming().containsKey(partition.topic()))
        .collect(Collectors.toSet());
  }

  private static Set<TopicPartition> partitions(
      Raw raw, String group, Map<TopicPartition, AppliedPosition> known) {
    Set<TopicPartition> partitions = new TreeSet<>(AppliedGroup.PARTITIONS);
    partitions.addAll(mirrored(raw, group));
    known.keySet().stream()
        .filter(
            partition ->
                raw.naming().containsKey(partition.topic())
                    && raw.visible().contains(partition.topic()))
        .forEach(partitions::add);
    return partitions;
  }

  private LinkTranslations.Sight sight(
      Raw raw, Map<String, Map<TopicPartition, AppliedPosition>> last) {
    Map<TopicPartition, TopicPartition> pairs = new HashMap<>();
    Map<TopicPartition, Set<Long>> positions = new HashMap<>();
    raw.here()
        .of()
        .forEach(
            (group, standing) -> {
              for (TopicPartition partition :
                  partitions(raw, group, last.getOrDefault(group, Map.of()))) {
                pairs.put(partition, mirror(raw, partition));
                Optional.ofNullable(standing.get(partition))
                    .ifPresent(
                        position ->
                            positions
                                .computeIfAbsent(partition, p -> new HashSet<>())
                                .add(position.offset()));
              }
            });
    return translations.reaching(translations.look(pairs), positions);
  }

  private static TopicPartition mirror(Raw raw, TopicPartition partition) {
    return new TopicPartition(raw.naming().get(partition.topic()), partition.partition());
  }

  private GroupSurvey.Group group(
      Raw raw,
      LinkTranslations.Sight sight,
      String group,
      Set<TopicPartition> partitions,
      Map<TopicPartition, AppliedPosition> known) {
    GroupSide sourceSide = raw.sources().getOrDefault(group, GroupSide.ABSENT);
    GroupSide targetSide = raw.targets().getOrDefault(group, GroupSide.ABSENT);
    List<GroupSurvey.Position> positions = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      TopicPartition mirror = mirror(raw, partition);
      Optional<OffsetAndMetadata> from = Optional.ofNullable(raw.here().of(group).get(partition));
      Optional<OffsetAndMetadata> to = Optional.ofNullable(raw.there().of(group).get(mirror));
      Optional<PairedLogs> logs = Optional.ofNullable(sight.logs().get(partition));
      if (logs.isPresent()) {
        Standing at =
            new Standing(
                logs.get(),
                offset(from),
                offset(to),
                Optional.ofNullable(known.get(partition)),
                sourceSide,
                targetSide);
        positions.add(decided(at, from.or(() -> to), to));
      } else if (from.isPresent()) {
        positions.add(unknown(partition, mirror, from, to, sight.problems().get(partition)));
      }
    }
    return new GroupSurvey.Group(group, sourceSide, targetSide, positions);
  }

  private GroupSurvey.Position decided(
      Standing at, Optional<OffsetAndMetadata> from, Optional<OffsetAndMetadata> to) {
    Verdict verdict = PositionDecision.of(at, policy);
    String metadata =
        (verdict instanceof Verdict.SetSource ? to : from)
            .map(OffsetAndMetadata::metadata)
            .orElse("");
    return new GroupSurvey.Position(
        at.logs().source(),
        at.logs().target(),
        at.source(),
        at.source().isPresent()
            ? Optional.of(at.logs().toTarget(at.source().getAsLong()))
            : Optional.empty(),
        at.target(),
        metadata,
        at.mover(),
        verdict,
        at.isEqual());
  }

  private static GroupSurvey.Position unknown(
      TopicPartition partition,
      TopicPartition mirror,
      Optional<OffsetAndMetadata> from,
      Optional<OffsetAndMetadata> to,
      String problem) {
    return new GroupSurvey.Position(
        partition,
        mirror,
        offset(from),
        Optional.empty(),
        offset(to),
        "",
        Mover.UNKNOWN,
        new Verdict.Hold(Handling.BLOCKED, OptionalLong.empty(), problem),
        false);
  }

  private static OptionalLong offset(Optional<OffsetAndMetadata> position) {
    return position.isPresent() ? OptionalLong.of(position.get().offset()) : OptionalLong.empty();
  }

  @Override
  public void close() {
    translations.close();
  }
}
