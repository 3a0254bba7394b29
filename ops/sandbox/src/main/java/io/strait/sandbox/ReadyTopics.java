package io.strait.sandbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Creates topics and returns once every leader takes requests.
 *
 * <p>Kafka's own creation returns earlier. An idempotent producer that writes in that gap can have
 * its first batch refused (NOT_LEADER_OR_FOLLOWER) and its second accepted, because a partition
 * without producer state takes any first sequence; the first batch is then out of order until its
 * delivery timeout (seen on 4.3.1).
 */
public final class ReadyTopics {
  private static final long DEADLINE_SECONDS = 30;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private ReadyTopics() {}

  /**
   * Creates the topics; the admin client stays open.
   *
   * @throws SandboxException when they exist or are not ready within 30 s
   */
  public static void create(Admin admin, Collection<NewTopic> topics) {
    try {
      CreateTopicsResult created = admin.createTopics(topics);
      created.all().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (NewTopic topic : topics) {
        int partitions =
            created.numPartitions(topic.name()).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        for (int partition = 0; partition < partitions; partition++) {
          ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
        }
      }
      awaitLeaders(admin, ends);
    } catch (ExecutionException | TimeoutException e) {
      throw new SandboxException("cannot create topics " + names(topics), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("interrupted while creating topics " + names(topics), e);
    }
  }

  /** Only a leader that is ready answers; a broker asked too early may not know the topic yet. */
  private static void awaitLeaders(Admin admin, Map<TopicPartition, OffsetSpec> ends)
      throws InterruptedException, ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (true) {
      try {
        admin.listOffsets(ends).all().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() - deadline > 0) {
          throw e;
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static Collection<String> names(Collection<NewTopic> topics) {
    return topics.stream().map(NewTopic::name).toList();
  }
}
