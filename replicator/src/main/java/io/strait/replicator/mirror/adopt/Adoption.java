package io.strait.replicator.mirror.adopt;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.LinkAdoption;
import io.strait.replicator.mirror.formats.MirrorRecord.Sync;
import io.strait.replicator.mirror.logs.LogBounds;
import io.strait.replicator.offsets.OffsetMap;
import io.strait.replicator.topology.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes a mirror over from MirrorMaker 2: nothing is copied again, nothing is left out.
 *
 * <p>Reads the logs themselves. What MirrorMaker 2 has committed is only a lower bound, because it
 * commits once a minute. One thread; the clusters stay open.
 */
public final class Adoption {
  private final Link link;
  private final Cluster source;
  private final Cluster target;
  private final MirrorMakerPlaces places;
  private final AdoptionRules rules;

  /** Reads nothing yet. */
  public Adoption(
      Link link, Cluster source, Cluster target, MirrorMakerPlaces places, AdoptionRules rules) {
    this.link = link;
    this.source = source;
    this.target = target;
    this.places = places;
    this.rules = rules;
  }

  /**
   * Compares both sides; writes nothing.
   *
   * @throws IllegalStateException if MirrorMaker 2 still runs, or its offsets are not where they
   *     are said to be
   * @throws io.strait.replicator.cluster.ClusterException if a cluster cannot be asked
   */
  public AdoptionPlan plan() {
    StandStill standStill = new StandStill(target);
    if (!places.connectGroup().isEmpty()) {
      standStill.awaitEmpty(places.connectGroup(), rules.patience());
    }
    Mirrors mirrors = Mirrors.of(link, source, target);
    Map<TopicPartition, TopicPartition> pairs = mirrors.pairs();
    standStill.refuseOpen(pairs.values());
    Map<TopicPartition, Long> committed = new ConnectOffsets(target, places).read();
    Map<TopicPartition, List<Sync>> syncs = new OffsetSyncs(source, target, places).read();
    Map<TopicPartition, Long> oldest =
        rules.full() ? Map.of() : OldestPositions.of(source, pairs.keySet());
    Map<TopicPartition, LogBounds.Bounds> here = LogBounds.of(source, pairs.keySet());
    Map<TopicPartition, LogBounds.Bounds> there = LogBounds.of(target, pairs.values());
    List<PartitionPlan> plans = new ArrayList<>();
    pairs.forEach(
        (from, to) -> {
          List<Sync> known = syncs.getOrDefault(from, List.of());
          Optional<Sync> anchor =
              rules.full()
                  ? Optional.empty()
                  : Anchor.of(known, here.get(from), there.get(to), oldest.get(from));
          plans.add(
              Judgement.of(
                  new Judgement.Facts(
                      from,
                      to,
                      Optional.ofNullable(committed.get(from)),
                      here.get(from),
                      there.get(to),
                      anchor.map(Sync::copy).orElse(there.get(to).start()),
                      mirrors.cleaned(from, to),
                      rules.acceptMissing(),
                      known,
                      match(from, to, here.get(from), there.get(to), anchor))));
        });
    unchanged(there);
    return new AdoptionPlan(plans, mirrors.notMade(), mirrors.sources(), mirrors.targets());
  }

  private Optional<MatchResult> match(
      TopicPartition from,
      TopicPartition to,
      LogBounds.Bounds here,
      LogBounds.Bounds there,
      Optional<Sync> anchor) {
    if (there.start() >= there.stable()) {
      return Optional.empty();
    }
    long first = anchor.map(Sync::offset).orElse(here.start());
    long firstCopy = anchor.map(Sync::copy).orElse(there.start());
    try (SourceReading originals = new SourceReading(source, from, first, here);
        MirrorReading copies = new MirrorReading(target, to, firstCopy, there.stable())) {
      return Optional.of(new LogMatch(originals, copies, there.end(), anchor.isEmpty()).run());
    }
  }

  private void unchanged(Map<TopicPartition, LogBounds.Bounds> before) {
    LogBounds.of(target, before.keySet())
        .forEach(
            (partition, now) -> {
              if (now.end() != before.get(partition).end()) {
                throw new IllegalStateException(
                    "somebody writes to "
                        + partition
                        + " on cluster '"
                        + target.alias()
                        + "': its log end went from "
                        + before.get(partition).end()
                        + " to "
                        + now.end()
                        + " meanwhile; stop every MirrorMaker 2 and try again");
              }
            });
  }

  /**
   * Writes down what the plan says, as the link's owner, and then proves it by reading back what
   * was stored and comparing by it once more.
   *
   * @throws IllegalStateException if the plan is not possible, the link runs, or the mirrors have
   *     changed since
   */
  public AdoptionProof adopt(AdoptionPlan plan) {
    if (!plan.isPossible()) {
      throw new IllegalStateException("link '" + link.name() + "' cannot take the mirrors over");
    }
    try (LinkAdoption adoption = new LinkAdoption(link, source, target)) {
      adoption.await(rules.patience());
      Map<TopicPartition, Long> ends = new HashMap<>();
      plan.partitions().forEach(one -> ends.put(one.target(), one.targetEnd()));
      LogBounds.of(target, ends.keySet())
          .forEach(
              (partition, now) -> {
                if (now.end() != ends.get(partition)) {
                  throw new IllegalStateException(
                      partition + " has changed since it was compared; try again");
                }
              });
      adoption.write(plan.maps(), plan.sources(), plan.targets());
      Map<TopicPartition, OffsetMap> stored = adoption.maps();
      return AdoptionProof.of(plan, stored, source, target);
    }
  }
}
