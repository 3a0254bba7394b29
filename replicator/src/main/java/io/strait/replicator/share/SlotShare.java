package io.strait.replicator.share;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.engine.PartitionShare;
import io.strait.replicator.engine.Portion;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;

/**
 * A slot's share as its engine sees it. The engine's thread asks, the shared link's thread answers.
 */
final class SlotShare implements PartitionShare {
  private final Slot slot;
  private final AtomicReference<Optional<CompletableFuture<Void>>> asked =
      new AtomicReference<>(Optional.empty());
  private volatile Portion portion = Portion.NONE;

  SlotShare(Slot slot) {
    this.slot = slot;
  }

  /** The plan that counts now. */
  void follow(SharePlan plan) {
    Set<TopicPartition> mine = plan.heldBy(slot.number());
    portion = new Portion(plan.version(), mine::contains);
  }

  /** Whoever waits for news, once; the caller completes it when the log was read to its end. */
  Optional<CompletableFuture<Void>> asked() {
    return asked.getAndSet(Optional.empty());
  }

  @Override
  public String slot() {
    return slot.text();
  }

  @Override
  public Portion current() {
    return portion;
  }

  @Override
  public void refresh() {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    asked.set(Optional.of(answer));
    try {
      answer.get(Cluster.CALL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the wait for the plan of the shares was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the plan of the shares cannot be read", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the plan of the shares was not read within " + Cluster.CALL_DEADLINE, e);
    }
  }
}
