package io.strait.validator.raw;

import io.strait.replicator.cluster.ClusterException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;

/** Which broker leads which partition, as far as it was asked for. Confined to one thread. */
final class Leaders {

  private final BrokerClient client;
  private final Map<TopicPartition, Leader> known = new HashMap<>();
  private final Map<String, Uuid> ids = new HashMap<>();

  Leaders(BrokerClient client) {
    this.client = client;
  }

  /**
   * The leader of a partition.
   *
   * @param topicId zero where the cluster gives topics no ids
   * @param epoch its leader epoch; empty where it is not known
   */
  record Leader(Node node, Uuid topicId, Optional<Integer> epoch) {}

  /**
   * The leader, asked for if it is not known.
   *
   * @throws ClusterException if nobody leads it until then, or the cluster refuses
   */
  Leader of(TopicPartition partition, long until) {
    String doing = "asking who leads " + partition;
    while (!known.containsKey(partition)) {
      client.check(until, doing);
      if (!ask(partition, until, doing)) {
        client.poll();
      }
    }
    return known.get(partition);
  }

  /** What is known of a partition is out of date. */
  void forget(TopicPartition partition) {
    known.remove(partition);
  }

  private boolean ask(TopicPartition partition, long until, String doing) {
    List<ClientResponse> answers = new ArrayList<>();
    boolean sent =
        client.send(
            client.anyone(),
            new MetadataRequest.Builder(List.of(partition.topic()), false),
            until,
            doing,
            answers::add);
    if (!sent) {
      return false;
    }
    while (answers.isEmpty()) {
      client.check(until, doing);
      client.poll();
    }
    ClientResponse answer = answers.get(0);
    if (answer.authenticationException() != null) {
      throw new ClusterException(client.cluster().alias(), doing, answer.authenticationException());
    }
    if (answer.versionMismatch() != null) {
      throw new ClusterException(client.cluster().alias(), doing, answer.versionMismatch());
    }
    if (!answer.hasResponse()) {
      return false;
    }
    MetadataResponseData data = ((MetadataResponse) answer.responseBody()).data();
    client.learn(data.brokers().stream().map(this::node).toList());
    read(data, partition, doing);
    client.release(answer);
    return known.containsKey(partition);
  }

  private void read(MetadataResponseData data, TopicPartition partition, String doing) {
    for (MetadataResponseData.MetadataResponseTopic topic : data.topics()) {
      refuse(Errors.forCode(topic.errorCode()), doing);
      if (topic.errorCode() == Errors.NONE.code()) {
        checkId(partition.topic(), topic.topicId(), doing);
        for (MetadataResponseData.MetadataResponsePartition one : topic.partitions()) {
          MetadataResponseData.MetadataResponseBroker broker = data.brokers().find(one.leaderId());
          if (broker != null) {
            Optional<Integer> epoch =
                one.leaderEpoch() < 0 ? Optional.empty() : Optional.of(one.leaderEpoch());
            known.put(
                new TopicPartition(partition.topic(), one.partitionIndex()),
                new Leader(node(broker), topic.topicId(), epoch));
          }
        }
      }
    }
  }

  private Node node(MetadataResponseData.MetadataResponseBroker broker) {
    return client.known(new Node(broker.nodeId(), broker.host(), broker.port(), broker.rack()));
  }

  private void refuse(Errors error, String doing) {
    if (error != Errors.NONE && !(error.exception() instanceof RetriableException)) {
      throw new ClusterException(client.cluster().alias(), doing, error.exception());
    }
  }

  /** Another topic under the same name is not the log that the scan began with. */
  private void checkId(String topic, Uuid id, String doing) {
    Uuid before = ids.putIfAbsent(topic, id);
    if (before != null && !before.equals(id)) {
      throw new ClusterException(
          client.cluster().alias(),
          doing,
          new UnknownTopicIdException(
              "topic '" + topic + "' was created again while it was read: id " + id));
    }
  }
}
