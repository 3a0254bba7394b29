package io.strait.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.migrator.cutover.CutoverState;
import io.strait.migrator.cutover.StateName;
import io.strait.migrator.fence.acl.DenyPlan;
import io.strait.migrator.journal.JournalEntry;
import io.strait.migrator.run.InMemoryCluster.Written;
import io.strait.migrator.step.Facts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The promises of a cutover, each checked by its name. */
final class Invariants {
  private static final EnumSet<StateName> AT_REST =
      EnumSet.of(
          StateName.PREPARED,
          StateName.MIRRORING,
          StateName.VERIFYING,
          StateName.READY,
          StateName.SOAKING,
          StateName.COMPLETED,
          StateName.HALTED);

  private final World world;

  Invariants(World world) {
    this.world = world;
  }

  void check(Facts facts, List<JournalEntry> journal) {
    noLostRecord();
    noDuplicate();
    orderWithinPartition();
    noGroupAhead();
    singleAuthority(facts);
    journalReplaysToSameState(facts, journal);
    neverFencedAndForgotten(facts);
    armedBeforeOpened();
  }

  /** Whoever is sent to the target may write there. */
  private void armedBeforeOpened() {
    boolean there = world.authority().filter(cluster -> cluster == world.target).isPresent();
    assertThat(!there || world.target.granted).as("ArmedBeforeOpened").isTrue();
  }

  /** Where the route says to write, there is everything ever acknowledged and not still copied. */
  private void noLostRecord() {
    Set<Written> known = new HashSet<>();
    world.source.logs.values().forEach(known::addAll);
    world.target.logs.values().forEach(known::addAll);
    for (SimProducer producer : world.producers) {
      Set<Written> lost = new HashSet<>(producer.acknowledged());
      lost.removeAll(known);
      assertThat(lost).as("NoLostRecord").isEmpty();
    }
    world
        .authority()
        .ifPresent(
            cluster -> {
              InMemoryCluster other = cluster == world.source ? world.target : world.source;
              cluster.logs.forEach(
                  (partition, log) ->
                      assertThat(log.size())
                          .as("NoLostRecord: %s has what was written before", cluster.alias)
                          .isGreaterThanOrEqualTo(other.logs.get(partition).size()));
            });
  }

  private void noDuplicate() {
    for (InMemoryCluster cluster : world.clusters().values()) {
      List<Written> all = new ArrayList<>();
      cluster.logs.values().forEach(all::addAll);
      assertThat(new HashSet<>(all)).as("NoDuplicate").hasSameSizeAs(all);
    }
  }

  /** A producer's records keep their order, and the shorter log begins the longer one. */
  private void orderWithinPartition() {
    for (Map.Entry<TopicPartition, List<Written>> log : world.source.logs.entrySet()) {
      List<Written> other = world.target.logs.get(log.getKey());
      int both = Math.min(log.getValue().size(), other.size());
      assertThat(log.getValue().subList(0, both))
          .as("OrderWithinPartition")
          .isEqualTo(other.subList(0, both));
      Map<String, Long> last = new HashMap<>();
      List<Written> longer = log.getValue().size() > both ? log.getValue() : other;
      for (Written record : longer) {
        Long before = last.put(record.producer(), record.sequence());
        assertThat(before == null || before < record.sequence())
            .as("OrderWithinPartition")
            .isTrue();
      }
    }
  }

  /** No group stands beyond its log, and the reader has skipped and repeated nothing. */
  private void noGroupAhead() {
    for (InMemoryCluster cluster : world.clusters().values()) {
      cluster.positions.forEach(
          (partition, position) ->
              assertThat(position)
                  .as("NoGroupAhead")
                  .isLessThanOrEqualTo(cluster.logs.get(partition).size()));
    }
    world
        .consumer
        .account()
        .forEach(
            (partition, read) -> {
              List<Written> source = world.source.logs.get(partition);
              List<Written> target = world.target.logs.get(partition);
              List<Written> longer = source.size() > target.size() ? source : target;
              assertThat(read).as("NoGroupAhead").isEqualTo(longer.subList(0, read.size()));
            });
  }

  /** Once prepared, at most one side takes the applications' writes. */
  private void singleAuthority(Facts facts) {
    if (facts.state().name() != StateName.PLANNED) {
      assertThat(world.source.open() && world.target.open()).as("SingleAuthority").isFalse();
    }
  }

  private void journalReplaysToSameState(Facts facts, List<JournalEntry> journal) {
    History history = new History(world.source.alias.value(), world.target.alias.value());
    journal.forEach(history::apply);
    assertThat(history.facts()).as("JournalReplaysToSameState").isEqualTo(facts);
  }

  /** Every DENY is in the journal; at rest writers are let in where the route sends them. */
  private void neverFencedAndForgotten(Facts facts) {
    for (InMemoryCluster cluster : world.clusters().values()) {
      List<io.strait.migrator.fence.acl.Deny> known = new ArrayList<>(world.foreign);
      String alias = cluster.alias.value();
      for (Map<String, DenyPlan> denials : List.of(facts.writeDenials(), facts.groupDenials())) {
        if (denials.containsKey(alias)) {
          known.addAll(denials.get(alias).raised());
        }
      }
      assertThat(known).as("NeverFencedAndForgotten").containsAll(cluster.denies);
    }
    if (AT_REST.contains(facts.state().name())) {
      assertThat(world.authority()).as("NeverFencedAndForgotten: route").isPresent();
      InMemoryCluster home = world.authority().orElseThrow();
      assertThat(home.open() && home.groupOpen()).as("NeverFencedAndForgotten").isTrue();
      assertThat(facts.state()).isNotInstanceOf(CutoverState.Passage.class);
    }
  }
}
