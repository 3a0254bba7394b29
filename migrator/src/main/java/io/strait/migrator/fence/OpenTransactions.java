package io.strait.migrator.fence;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.cluster.ClusterException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Finds the open transactions of some partitions from both sides: the coordinators' lists (they
 * know partitions that hold no data yet but will get a marker) and the producer states of the logs
 * (they know transactions that no coordinator tells of).
 *
 * <p>The coordinators' list silently leaves out what the credential may not see, so an empty list
 * counts only together with {@link #visibility}. Stateless.
 */
public final class OpenTransactions {
  private static final List<TransactionState> OPEN =
      List.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_COMMIT,
          TransactionState.PREPARE_ABORT,
          TransactionState.PREPARE_EPOCH_FENCE);

  /** A transactional id that nobody uses; asking for it changes nothing. */
  private static final String NOBODY = "~nobody~";

  private static final String STATE_TOPIC = "__transaction_state";

  private final Cluster cluster;

  /** Asks under the cutover credential: DESCRIBE on all transactional ids, READ on the topics. */
  public OpenTransactions(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What the coordinators' list is worth. */
  public enum Visibility {
    /** The credential sees every transactional id. */
    ALL,
    /** It does not: an empty list is not "none". */
    PARTIAL,
    /** The cluster has no transaction log: there is none to see. */
    NEVER_USED,
    /**
     * The brokers have no such list (it came with Kafka 3.0, KIP-664): what has not written to the
     * partitions yet is not seen, and nobody can say whose transaction one is.
     */
    LOGS_ONLY
  }

  /**
   * Whether an empty list means "none".
   *
   * @throws ClusterException if the cluster cannot be asked
   */
  public Visibility visibility() {
    try {
      cluster.await(
          "looking for the transaction log",
          cluster.admin().describeTopics(List.of(STATE_TOPIC)).allTopicNames());
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Visibility.NEVER_USED;
      }
    }
    try {
      describe(NOBODY);
      return Visibility.ALL;
    } catch (ClusterException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return Visibility.ALL;
      }
      if (e.getCause() instanceof TransactionalIdAuthorizationException) {
        return Visibility.PARTIAL;
      }
      if (e.getCause() instanceof UnsupportedVersionException) {
        return Visibility.LOGS_ONLY;
      }
      throw e;
    }
  }

  /**
   * The open transactions that touch these partitions.
   *
   * @throws ClusterException if a broker cannot be asked or refuses
   */
  public List<OpenTransaction> on(Set<TopicPartition> partitions) {
    Map<Long, OpenTransaction> open = new TreeMap<>();
    for (TransactionListing listing : listed()) {
      described(listing, partitions).forEach(found -> open.put(found.producerId(), found));
    }
    Map<Long, Set<TopicPartition>> started =
        producers(partitions).entrySet().stream()
            .flatMap(
                entry ->
                    entry.getValue().activeProducers().stream()
                        .filter(state -> state.currentTransactionStartOffset().isPresent())
                        .map(state -> Map.entry(state.producerId(), entry.getKey())))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    started.forEach(
        (producer, touched) ->
            open.putIfAbsent(
                producer, new OpenTransaction("", producer, "open in the log", 0, touched)));
    return List.copyOf(open.values());
  }

  /** The producer states of the partitions, as their leaders hold them at the log end. */
  Map<TopicPartition, PartitionProducerState> producers(Collection<TopicPartition> partitions) {
    return cluster.await(
        "describing the producers of " + partitions.size() + " partitions",
        cluster.admin().describeProducers(partitions).all());
  }

  private Collection<TransactionListing> listed() {
    try {
      return cluster.await(
          "listing transactions",
          cluster.admin().listTransactions(new ListTransactionsOptions().filterStates(OPEN)).all());
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnsupportedVersionException) {
        return List.of();
      }
      throw e;
    }
  }

  private List<OpenTransaction> described(
      TransactionListing listing, Set<TopicPartition> partitions) {
    List<OpenTransaction> found = new ArrayList<>();
    try {
      TransactionDescription description = describe(listing.transactionalId());
      Set<TopicPartition> touched =
          description.topicPartitions().stream()
              .filter(partitions::contains)
              .collect(Collectors.toSet());
      if (OPEN.contains(description.state()) && !touched.isEmpty()) {
        found.add(
            new OpenTransaction(
                listing.transactionalId(),
                description.producerId(),
                description.state().toString(),
                description.transactionTimeoutMs(),
                touched));
      }
    } catch (ClusterException e) {
      if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
        throw e;
      }
    }
    return found;
  }

  private TransactionDescription describe(String id) {
    return cluster.await(
        "describing transactional id '" + id + "'",
        cluster.admin().describeTransactions(List.of(id)).description(id));
  }

  /** A producer's state without its timestamp, which is that of a record and not of the write. */
  record Mark(long producerId, int epoch, int lastSequence, long transactionStart) {
    static Mark of(ProducerState state) {
      return new Mark(
          state.producerId(),
          state.producerEpoch(),
          state.lastSequence(),
          state.currentTransactionStartOffset().orElse(-1));
    }
  }
}
