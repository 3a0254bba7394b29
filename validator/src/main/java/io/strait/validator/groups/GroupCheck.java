package io.strait.validator.groups;

import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import io.strait.validator.groups.GroupSight.Committed;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;

/**
 * Judges whether groups that start on the target would go on where they stand on the source.
 *
 * <p>Positions of the target are read before those of the source, so a group that moves meanwhile
 * looks as if it were behind; what differs is looked at again after the grace. A rewind counts only
 * if the target then still stands before the source's <em>first</em> position, a skip only if it
 * stands beyond the source's <em>last</em> one. Needs DESCRIBE on groups, and READ on topics, of
 * both sides. Writes nothing; confined to one thread; closes no cluster.
 *
 * <p>Not told: whether a consumer that holds its position in memory agrees with what it committed.
 */
public final class GroupCheck {
  private static final String ASPECT = "groups";

  /** Strait's own leases are groups, too. */
  private static final String OWN = "strait.";

  private static final long LOOK_NANOS = 50_000_000;

  private final GroupSide source;
  private final GroupSide target;
  private final GroupScope scope;
  private final GroupOptions options;
  private final Clock clock;
  private final GroupFindings findings;
  private final List<String> unread = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Connects to nothing yet; one use. */
  public GroupCheck(
      GroupSide source, GroupSide target, GroupScope scope, GroupOptions options, Clock clock) {
    this.source = source;
    this.target = target;
    this.scope = scope;
    this.options = options;
    this.clock = clock;
    this.findings = new GroupFindings(scope);
  }

  /** What both clusters show of some groups. */
  private record Look(GroupReader.Seen here, GroupReader.Seen there) {}

  /** Judges all groups of the scope. What a cluster refuses is in the report, never thrown. */
  public ResourceReport run() {
    try {
      return judge();
    } catch (ClusterException e) {
      return ResourceReport.unread(ASPECT, e.getMessage());
    }
  }

  private ResourceReport judge() {
    Map<String, GroupSight> here = new GroupReader(source.groups()).listed();
    Map<String, GroupSight> there = new GroupReader(target.groups()).listed();
    List<ResourceFinding> found = new ArrayList<>();
    Set<String> chosen = chosen(here, there, found);
    Look look = look(chosen);
    note(look);
    List<Question> questions = questions(look);
    ResidualChecks residual = new ResidualChecks(source.records(), target.records());
    Set<String> compacted = residual.compacted(scope.topics(), questions, notes);
    try (PartitionPlaces places =
        new PartitionPlaces(source.records(), target.records(), scope, compacted, options, clock)) {
      List<Question> suspects = suspects(places, questions);
      if (!suspects.isEmpty()) {
        pause();
        found.addAll(confirmed(places, questions, suspects));
      }
    }
    Map<TopicPartition, OptionalInt> epochs = residual.epochs(questions);
    questions.forEach(
        one -> findings.epoch(one, residual.latest(epochs, one)).ifPresent(found::add));
    residual.metadata(questions).ifPresent(notes::add);
    return new ResourceReport(ASPECT, questions.size(), found, unread, notes);
  }

  private Set<String> chosen(
      Map<String, GroupSight> here, Map<String, GroupSight> there, List<ResourceFinding> found) {
    Set<String> chosen = new TreeSet<>();
    Set<String> other = new TreeSet<>();
    here.forEach(
        (id, sight) -> {
          Optional<String> excluded = scope.exclusion().apply(id, sight.kind());
          if (id.startsWith(OWN) || sight.kind() == GroupKind.OTHER) {
            return;
          }
          if (excluded.isPresent()) {
            if (!there.containsKey(id)) {
              found.add(GroupFindings.excluded(id, excluded.get()));
            }
          } else if (sight.kind().hasPositions()) {
            chosen.add(id);
          } else {
            other.add(id + " (" + sight.kind().text() + ")");
          }
        });
    if (here.keySet().stream().allMatch(id -> id.startsWith(OWN))) {
      notes.add(
          "cluster '"
              + source.groups().alias()
              + "' shows no group; brokers hide those that the credential may not DESCRIBE");
    }
    if (!other.isEmpty()) {
      notes.add("not judged, since positions are not all that they have: " + other);
    }
    return chosen;
  }

  private Look look(Collection<String> groups) {
    GroupReader far = new GroupReader(target.groups());
    GroupReader near = new GroupReader(source.groups());
    GroupReader.Seen there = far.positions(far.listed(), groups);
    return new Look(near.positions(near.listed(), groups), there);
  }

  private void note(Look look) {
    Map<String, String> problems = new TreeMap<>(look.there().problems());
    problems.putAll(look.here().problems());
    if (!problems.isEmpty()) {
      unread.add(
          problems.size()
              + " groups cannot be read, the first: "
              + problems.values().iterator().next());
    }
  }

  private List<Question> questions(Look look) {
    Map<String, TopicMapping> topics = new HashMap<>();
    scope.topics().forEach(topic -> topics.put(topic.source(), topic));
    List<Question> questions = new ArrayList<>();
    look.here()
        .groups()
        .forEach(
            (id, sight) ->
                sight
                    .positions()
                    .forEach(
                        (partition, position) -> {
                          TopicMapping topic = topics.get(partition.topic());
                          if (topic != null && !look.there().problems().containsKey(id)) {
                            questions.add(
                                question(look, id, topic, partition.partition(), position));
                          }
                        }));
    questions.sort(Question.ORDER);
    return questions;
  }

  private static Question question(
      Look look, String id, TopicMapping topic, int partition, Committed position) {
    GroupSight there =
        look.there().groups().getOrDefault(id, new GroupSight(GroupKind.CLASSIC, false, Map.of()));
    TopicPartition mirror = new TopicPartition(topic.target(), partition);
    return new Question(
        id,
        topic,
        partition,
        position,
        Optional.ofNullable(there.positions().get(mirror)),
        there.active());
  }

  private static List<Question> suspects(PartitionPlaces places, List<Question> questions) {
    return questions.stream()
        .filter(
            one ->
                one.target().isEmpty()
                    || places.place(one, one.source().offset(), one.target().get().offset()).state()
                        != Placed.State.SAME)
        .toList();
  }

  /** Looks again: positions of both sides may have moved, and the copy, too. */
  private List<ResourceFinding> confirmed(
      PartitionPlaces places, List<Question> all, List<Question> suspects) {
    places.refresh();
    Set<String> groups = new TreeSet<>();
    suspects.forEach(one -> groups.add(one.group()));
    Map<String, Map<TopicPartition, Question>> again = new HashMap<>();
    questions(look(groups))
        .forEach(
            one -> again.computeIfAbsent(one.group(), g -> new HashMap<>()).put(one.here(), one));
    List<ResourceFinding> found = new ArrayList<>();
    List<Question> lacking = new ArrayList<>();
    for (Question first : suspects) {
      Question now = again.getOrDefault(first.group(), Map.of()).get(first.here());
      if (now != null && now.target().isEmpty()) {
        lacking.add(now);
      } else if (now != null) {
        findings.of(now, lasting(places, first, now)).ifPresent(found::add);
      }
    }
    Map<String, Integer> judged = new HashMap<>();
    all.forEach(one -> judged.merge(one.group(), 1, Integer::sum));
    found.addAll(findings.missing(lacking, judged));
    return found;
  }

  private static Placed lasting(PartitionPlaces places, Question first, Question now) {
    long there = now.target().orElseThrow().offset();
    Placed latest = places.place(now, now.source().offset(), there);
    boolean moves = first.source().offset() < now.source().offset();
    return latest.state() == Placed.State.REWIND && moves
        ? places.place(now, first.source().offset(), there).unlessSkip()
        : latest;
  }

  private void pause() {
    Instant until = clock.instant().plus(options.grace());
    while (clock.instant().isBefore(until) && !options.cancelled().getAsBoolean()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
