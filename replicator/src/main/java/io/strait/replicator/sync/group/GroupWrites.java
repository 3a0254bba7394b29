package io.strait.replicator.sync.group;

import io.strait.replicator.cluster.ClusterException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.DeleteConsumerGroupOffsetsResult;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes positions of many groups of one cluster at once and reads them back. Brokers refuse it for
 * a group that has members. One thread.
 */
final class GroupWrites {
  private final ClusterGroups groups;

  GroupWrites(ClusterGroups groups) {
    this.groups = groups;
  }

  /** One position of one group. */
  record Place(String group, TopicPartition partition) {}

  /** Why a position is not as it was to be; those that are left out are. */
  record Failures(Map<Place, String> text, Set<Place> refused) {
    static Failures none() {
      return new Failures(new HashMap<>(), new java.util.HashSet<>());
    }
  }

  /** Sets positions; none of them carries a leader epoch of the other cluster. */
  Failures set(Map<Place, OffsetAndMetadata> wanted) {
    Map<String, AlterConsumerGroupOffsetsResult> asked = new HashMap<>();
    byGroup(wanted)
        .forEach(
            (group, offsets) ->
                asked.put(
                    group, groups.cluster().admin().alterConsumerGroupOffsets(group, offsets)));
    Failures failures = Failures.none();
    wanted
        .keySet()
        .forEach(
            place ->
                settle(
                    place,
                    asked.get(place.group()).partitionResult(place.partition()),
                    "READ",
                    failures));
    readBack(wanted, failures);
    return failures;
  }

  /** Deletes positions. */
  Failures forget(Set<Place> places) {
    Map<String, Set<TopicPartition>> of = new HashMap<>();
    places.forEach(
        place ->
            of.computeIfAbsent(place.group(), g -> new java.util.HashSet<>())
                .add(place.partition()));
    Map<String, DeleteConsumerGroupOffsetsResult> asked = new HashMap<>();
    of.forEach(
        (group, partitions) ->
            asked.put(
                group, groups.cluster().admin().deleteConsumerGroupOffsets(group, partitions)));
    Failures failures = Failures.none();
    places.forEach(
        place ->
            settle(
                place,
                asked.get(place.group()).partitionResult(place.partition()),
                "DELETE",
                failures));
    return failures;
  }

  private static Map<String, Map<TopicPartition, OffsetAndMetadata>> byGroup(
      Map<Place, OffsetAndMetadata> wanted) {
    Map<String, Map<TopicPartition, OffsetAndMetadata>> of = new HashMap<>();
    wanted.forEach(
        (place, position) ->
            of.computeIfAbsent(place.group(), g -> new HashMap<>())
                .put(place.partition(), position));
    return of;
  }

  private void settle(Place place, KafkaFuture<Void> call, String operation, Failures failures) {
    try {
      groups
          .cluster()
          .await(
              "writing the position of group '" + place.group() + "' on " + place.partition(),
              call);
    } catch (ClusterException e) {
      failures.text().put(place, GroupFaults.text(e, place.group(), operation));
      if (GroupFaults.isRefusal(e)) {
        failures.refused().add(place);
      }
    }
  }

  private void readBack(Map<Place, OffsetAndMetadata> wanted, Failures failures) {
    Set<String> written = new java.util.HashSet<>();
    wanted.keySet().stream()
        .filter(place -> !failures.text().containsKey(place))
        .forEach(place -> written.add(place.group()));
    ClusterGroups.Positions standing = groups.positions(written);
    wanted.forEach(
        (place, position) -> {
          Optional<Long> now =
              Optional.ofNullable(standing.of(place.group()).get(place.partition()))
                  .map(OffsetAndMetadata::offset);
          if (!failures.text().containsKey(place) && !now.equals(Optional.of(position.offset()))) {
            failures
                .text()
                .put(
                    place,
                    "read back, it stands at "
                        + now.map(Object::toString).orElse("no position")
                        + " and not at "
                        + position.offset()
                        + ": its consumers came back at that moment; the next comparison looks"
                        + " again");
          }
        });
  }
}
