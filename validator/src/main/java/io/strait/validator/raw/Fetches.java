package io.strait.validator.raw;

import io.strait.replicator.cluster.ClusterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;

/** Fetches one partition at a time, without a session. Confined to one thread. */
final class Fetches {
  /** The last version that names topics; later ones give their ids. */
  private static final short BY_NAME = 12;

  private static final int WAIT_MS = 250;

  private final BrokerClient client;
  private final Leaders leaders;

  Fetches(BrokerClient client, Leaders leaders) {
    this.client = client;
    this.leaders = leaders;
  }

  /** A fetch under way. Confined to the same thread. */
  static final class Pending {
    private final long position;
    private final List<ClientResponse> answers = new ArrayList<>(1);
    private boolean abandoned;

    private Pending(long position) {
      this.position = position;
    }

    /** Where it reads. */
    long position() {
      return position;
    }
  }

  /**
   * Asks the leader for what stands at an offset; while it cannot be reached, asks again who leads.
   *
   * @param bytes about how many to ask for; a batch that is larger comes whole nevertheless
   * @throws ClusterException if no leader can be reached until then, or the cluster refuses
   */
  Pending send(TopicPartition partition, long position, boolean committed, int bytes, long until) {
    Pending pending = new Pending(position);
    while (!isSent(partition, pending, committed, bytes, until)) {
      leaders.forget(partition);
      client.poll();
    }
    return pending;
  }

  private boolean isSent(
      TopicPartition partition, Pending pending, boolean committed, int bytes, long until) {
    Leaders.Leader leader = leaders.of(partition, until);
    FetchRequest.PartitionData wanted =
        new FetchRequest.PartitionData(
            leader.topicId(), pending.position, -1L, bytes, leader.epoch(), Optional.empty());
    boolean byId = !leader.topicId().equals(Uuid.ZERO_UUID);
    short version = byId ? ApiKeys.FETCH.latestVersion() : BY_NAME;
    return client.send(
        leader.node(),
        FetchRequest.Builder.forConsumer(version, WAIT_MS, 1, Map.of(partition, wanted))
            .isolationLevel(
                committed ? IsolationLevel.READ_COMMITTED : IsolationLevel.READ_UNCOMMITTED)
            .setMaxBytes(bytes),
        until,
        doing(partition, pending.position),
        answer -> {
          pending.answers.add(answer);
          if (pending.abandoned) {
            client.release(answer);
          }
        });
  }

  /**
   * Waits for the answer; empty when the fetch has to be sent again, perhaps to another leader.
   *
   * @throws org.apache.kafka.common.errors.OffsetOutOfRangeException if there is no such offset
   * @throws ClusterException if the cluster refuses or does not answer until then
   */
  Optional<Answer> await(TopicPartition partition, Pending pending, long until) {
    String doing = doing(partition, pending.position);
    while (pending.answers.isEmpty()) {
      client.check(until, doing);
      client.poll();
    }
    ClientResponse answer = pending.answers.get(0);
    if (answer.authenticationException() != null) {
      throw failed(doing, answer.authenticationException());
    }
    if (answer.versionMismatch() != null) {
      throw failed(doing, answer.versionMismatch());
    }
    if (!answer.hasResponse()) {
      leaders.forget(partition);
      return Optional.empty();
    }
    FetchResponseData data = ((FetchResponse) answer.responseBody()).data();
    if (data.responses().isEmpty() || data.responses().get(0).partitions().isEmpty()) {
      client.release(answer);
      check(Errors.forCode(data.errorCode()), partition, doing);
      return Optional.empty();
    }
    FetchResponseData.PartitionData one = data.responses().get(0).partitions().get(0);
    Errors error = Errors.forCode(one.errorCode());
    if (error != Errors.NONE) {
      client.release(answer);
      check(error, partition, doing);
      return Optional.empty();
    }
    return Optional.of(new Answer(one, () -> client.release(answer)));
  }

  /** Nobody waits for this any more. */
  void abandon(Pending pending) {
    pending.abandoned = true;
    pending.answers.forEach(client::release);
  }

  /**
   * The data of a partition.
   *
   * @param data as the broker sent it
   * @param release to be called when its records are not looked at any more
   */
  record Answer(FetchResponseData.PartitionData data, Runnable release) {}

  private void check(Errors error, TopicPartition partition, String doing) {
    leaders.forget(partition);
    if (error == Errors.OFFSET_OUT_OF_RANGE) {
      throw error.exception();
    }
    boolean again = error == Errors.NONE || error.exception() instanceof RetriableException;
    if (!again || error == Errors.CORRUPT_MESSAGE) {
      throw failed(doing, error.exception());
    }
    client.poll();
  }

  private ClusterException failed(String doing, RuntimeException why) {
    return new ClusterException(client.cluster().alias(), doing, why);
  }

  private static String doing(TopicPartition partition, long position) {
    return "reading " + partition + " at " + position;
  }
}
