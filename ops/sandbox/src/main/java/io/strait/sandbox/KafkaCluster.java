package io.strait.sandbox;

import io.strait.sandbox.proxy.FaultProxy;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A running Kafka cluster on loopback ports, whichever JVM its brokers live in.
 *
 * <p>Safe for use by several threads; life-cycle calls take turns. Closing stops the brokers and
 * deletes the data.
 */
public interface KafkaCluster extends AutoCloseable {
  /** The name given in the {@link SandboxSpec}, such as {@code east}. */
  String alias();

  /** {@code 127.0.0.1:port[,127.0.0.1:port...]}, the same over restarts of brokers. */
  String bootstrap();

  /**
   * The kafka-clients security properties of one principal; holds a password when secured.
   *
   * <p>Does not hold {@code bootstrap.servers}. On a plain cluster every principal gets the same
   * properties, because nobody is authenticated there.
   *
   * @param principal one of {@link Principals}
   * @throws IllegalArgumentException when the principal is unknown
   */
  Map<String, String> clientProperties(String principal);

  /** The ids of all brokers, running or not, in rising order from 1. */
  List<Integer> brokerIds();

  /**
   * Starts a stopped broker on its old data and ports; returns once it serves clients.
   *
   * <p>The controller takes a broker back only once its former session is over, so this can last as
   * long as {@code broker.session.timeout.ms}: 9 s, unless the spec sets it.
   *
   * @throws SandboxException when it is already running or does not come up
   */
  void startBroker(int brokerId);

  /**
   * Stops a broker in good order (its leaders move away first); does nothing when it is stopped.
   *
   * @throws SandboxException when it does not stop
   */
  void stopBroker(int brokerId);

  /** Stops and starts a broker on the same data and ports. */
  default void restartBroker(int brokerId) {
    stopBroker(brokerId);
    startBroker(brokerId);
  }

  /**
   * The fault proxy that clients of this broker pass through; other brokers do not.
   *
   * @throws SandboxException when the cluster was not started with {@link SandboxSpec#withProxies}
   */
  FaultProxy proxy(int brokerId);

  /**
   * Gives {@code strait} and {@code strait-cutover} the permissions their work needs, and no more;
   * returns once the brokers know them. Safe to repeat.
   *
   * @throws SandboxException on a plain cluster: it has no authorizer
   */
  void grantStandardAcls();

  /**
   * Lets {@code strait} write transaction markers, with which a link keeps offsets equal on topics
   * with transactions or compacted records. It takes CLUSTER_ACTION, with which a client can also
   * pose as a broker, so it is no part of the standard permissions. Returns once the brokers know
   * it; safe to repeat.
   *
   * @throws SandboxException on a plain cluster: it has no authorizer
   */
  void grantMarkers();

  /**
   * Lets {@code app} read and write these topics and join these groups, follow {@code
   * strait.routes} and answer in {@code strait.acks}; returns once the brokers know it. Safe to
   * repeat.
   *
   * @throws SandboxException on a plain cluster: it has no authorizer
   */
  void grantApplication(Collection<String> topics, Collection<String> groups);

  /** Stops every broker and proxy and deletes the data. Safe to repeat. */
  @Override
  void close();
}
