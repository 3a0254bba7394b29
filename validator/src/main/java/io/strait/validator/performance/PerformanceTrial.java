package io.strait.validator.performance;

import io.strait.replicator.cluster.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * Puts the same bounded load on two clusters in turns. Writes: a temporary topic on each.
 *
 * <p>Needs CREATE, WRITE, READ, DESCRIBE and DELETE on topics {@code strait.performance.*} of both.
 * One use; {@link #cancel} may be called from any thread. Closes no cluster.
 */
public final class PerformanceTrial {
  /** Begins the name of every temporary topic. */
  public static final String PREFIX = "strait.performance.";

  private final Cluster source;
  private final Cluster target;
  private final LoadPlan plan;
  private final RecordShape shape;
  private final RandomGenerator random;
  private final TemporaryTopic here;
  private final TemporaryTopic there;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private long spentHere;
  private long spentThere;

  /** Does nothing yet; {@code random} names the topics and makes the records up. */
  public PerformanceTrial(
      Cluster source, Cluster target, LoadPlan plan, RecordShape shape, RandomGenerator random) {
    this.source = source;
    this.target = target;
    this.plan = plan;
    this.shape = shape;
    this.random = random;
    String name = PREFIX + Long.toHexString(random.nextLong());
    this.here = new TemporaryTopic(source, name, plan.partitions());
    this.there = new TemporaryTopic(target, name, plan.partitions());
  }

  /** The temporary topic's name on both sides. */
  public String topic() {
    return here.name();
  }

  /**
   * Runs it and deletes the topics.
   *
   * @throws io.strait.replicator.cluster.ClusterException if a topic cannot be made or deleted
   * @throws InterruptedException if it was interrupted; the topics are deleted all the same
   */
  public PerformanceReport run() throws InterruptedException {
    try (here;
        there) {
      here.create(plan.configs());
      there.create(plan.configs());
      List<RoundFigures> sources = new ArrayList<>();
      List<RoundFigures> targets = new ArrayList<>();
      pair(0, new ArrayList<>(), new ArrayList<>());
      for (int round = 0; round < plan.rounds() && mayGoOn(); round++) {
        pair(round, sources, targets);
      }
      return PerformanceReport.of(sources, targets, plan.atMost());
    } finally {
      over.countDown();
    }
  }

  /** Ends the rounds soon, and returns when the topics are deleted. */
  public void cancel() throws InterruptedException {
    cancelled.set(true);
    over.await(Cluster.CALL_DEADLINE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
  }

  private boolean mayGoOn() {
    return !cancelled.get() && spentHere < plan.mostBytes() && spentThere < plan.mostBytes();
  }

  /** Who begins changes, so that neither side always finds the caches warm. */
  private void pair(int round, List<RoundFigures> sources, List<RoundFigures> targets)
      throws InterruptedException {
    if (round % 2 == 0) {
      sources.add(onSource());
      targets.add(onTarget());
    } else {
      targets.add(onTarget());
      sources.add(onSource());
    }
  }

  private RoundFigures onSource() throws InterruptedException {
    RoundFigures figures =
        round(source, here).run(plan.round(), Math.max(0, plan.mostBytes() - spentHere));
    spentHere += (long) (figures.records() * shape.meanSize());
    return figures;
  }

  private RoundFigures onTarget() throws InterruptedException {
    RoundFigures figures =
        round(target, there).run(plan.round(), Math.max(0, plan.mostBytes() - spentThere));
    spentThere += (long) (figures.records() * shape.meanSize());
    return figures;
  }

  private LoadRound round(Cluster cluster, TemporaryTopic topic) {
    return new LoadRound(cluster, topic, plan, shape, random, cancelled::get);
  }
}
