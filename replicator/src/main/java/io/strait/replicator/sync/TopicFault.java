package io.strait.replicator.sync;

import io.strait.replicator.cluster.ClusterException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;

/** What operators read about an act on one topic that a cluster refused. */
public final class TopicFault {
  private TopicFault() {}

  /**
   * The end of a sentence that begins with the topic's name.
   *
   * @param what what could not be done, for example {@code cannot be created}
   * @param operation what the act needs, for example {@code CREATE}
   * @param topic the topic on that cluster
   */
  public static String of(ClusterException error, String what, String operation, String topic) {
    String on = what + " on '" + error.cluster() + "': ";
    Throwable cause = error.getCause();
    if (cause instanceof AuthorizationException) {
      return on + "no permission; grant " + operation + " on " + resource(cause, topic);
    }
    if (cause instanceof PolicyViolationException) {
      return on
          + "a policy of the cluster forbids it ("
          + cause.getMessage()
          + "); correct the source topic, or decide it under twin.topics.configs";
    }
    // It is a kind of what follows.
    if (cause instanceof InvalidTopicException) {
      return on + cause.getMessage() + "; rename it (rename.topics)";
    }
    if (cause instanceof InvalidConfigurationException) {
      return on
          + "the cluster does not take its configuration ("
          + cause.getMessage()
          + "); correct the source topic, or decide it under twin.topics.configs";
    }
    return on + cause.getClass().getSimpleName() + ": " + cause.getMessage() + "; tried again";
  }

  private static String resource(Throwable cause, String topic) {
    return cause instanceof ClusterAuthorizationException
        ? "the cluster"
        : "topic '" + topic + "' (or a prefix of it)";
  }
}
