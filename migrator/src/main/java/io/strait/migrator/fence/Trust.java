package io.strait.migrator.fence;

import io.strait.migrator.fence.acl.BrokerSight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * Which brokers hold the fence, and whether the others matter. Pure.
 *
 * <p>A broker that does not show the DENYs (cut off, paused, or dead but named as a replica) is a
 * suspect. It can still acknowledge writes while it believes to lead. It stops mattering once at
 * least two brokers that do show the DENYs agree that it leads none of the fenced partitions.
 *
 * @param sights what each live broker showed
 * @param trusted brokers that show the whole fence
 * @param suspects all others that are alive or hold a replica
 * @param problems why the suspects still matter; empty if they do not
 */
record Trust(
    List<BrokerSight> sights, Set<Integer> trusted, Set<Integer> suspects, List<String> problems) {
  private static final int WITNESSES = 2;

  /**
   * The first half: who is trusted and who is not, before the trusted ones are asked for leaders.
   */
  static Trust of(List<BrokerSight> sights, Set<Integer> holders) {
    Set<Integer> trusted = new TreeSet<>();
    Set<Integer> suspects = new TreeSet<>(holders);
    for (BrokerSight sight : sights) {
      (sight.asWanted() ? trusted : suspects).add(sight.broker());
    }
    suspects.removeAll(trusted);
    return new Trust(sights, trusted, suspects, List.of());
  }

  /** The second half: what the trusted brokers believe about who leads. */
  Trust judged(Map<Integer, Map<TopicPartition, Integer>> views, Set<TopicPartition> partitions) {
    if (suspects.isEmpty()) {
      return this;
    }
    List<String> problems = new ArrayList<>();
    if (views.size() < WITNESSES) {
      problems.add(
          "brokers "
              + suspects
              + " do not show the fence and only "
              + views.size()
              + " broker(s) can say that they lead nothing; "
              + WITNESSES
              + " must");
    }
    new TreeMap<>(views)
        .forEach((witness, view) -> problems.addAll(doubts(witness, view, partitions)));
    return new Trust(sights, trusted, suspects, problems);
  }

  boolean settled() {
    return problems.isEmpty();
  }

  List<String> suspectLines() {
    List<String> lines = new ArrayList<>();
    sights.stream()
        .filter(sight -> !sight.asWanted())
        .map(BrokerSight::toString)
        .forEach(lines::add);
    suspects.stream()
        .filter(id -> sights.stream().noneMatch(sight -> sight.broker() == id))
        .map(id -> "broker " + id + " holds a replica but is not alive")
        .forEach(lines::add);
    return lines;
  }

  private List<String> doubts(
      int witness, Map<TopicPartition, Integer> view, Set<TopicPartition> partitions) {
    return partitions.stream()
        .filter(partition -> !trusted.contains(view.getOrDefault(partition, -1)))
        .map(
            partition ->
                "broker "
                    + witness
                    + " says that "
                    + partition
                    + " is led by broker "
                    + view.getOrDefault(partition, -1)
                    + ", which does not show the fence")
        .sorted()
        .toList();
  }
}
