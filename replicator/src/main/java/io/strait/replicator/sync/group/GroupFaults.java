package io.strait.replicator.sync.group;

import io.strait.replicator.cluster.ClusterException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** What operators are told about a broker's refusal. Pure. */
final class GroupFaults {
  private GroupFaults() {}

  /**
   * Whether the broker refused because the group has members: nothing was written, and it is tried
   * again once it is empty.
   */
  static boolean isActive(ClusterException refusal) {
    Throwable cause = refusal.getCause();
    return cause instanceof UnknownMemberIdException
        || cause instanceof GroupNotEmptyException
        || cause instanceof RebalanceInProgressException
        || cause instanceof IllegalGenerationException
        || cause instanceof StaleMemberEpochException
        || cause instanceof FencedInstanceIdException
        || cause instanceof GroupSubscribedToTopicException;
  }

  /** Whether the broker certainly wrote nothing. */
  static boolean isRefusal(ClusterException fault) {
    return isActive(fault)
        || fault.getCause() instanceof GroupAuthorizationException
        || fault.getCause() instanceof TopicAuthorizationException;
  }

  /** A sentence; {@code operation} is what the credential needs on the group. */
  static String text(ClusterException fault, String group, String operation) {
    if (isActive(fault)) {
      return "the group became active on cluster '"
          + fault.cluster()
          + "' between the look and the write, which the broker refused; it is tried again once it"
          + " is empty";
    }
    if (fault.getCause() instanceof GroupAuthorizationException) {
      return fault.getMessage()
          + "; grant "
          + operation
          + " on GROUP '"
          + group
          + "' of cluster '"
          + fault.cluster()
          + "' to the metadata credential";
    }
    if (fault.getCause() instanceof TopicAuthorizationException denied) {
      return fault.getMessage()
          + "; grant READ on TOPIC "
          + denied.unauthorizedTopics()
          + " of cluster '"
          + fault.cluster()
          + "' to the metadata credential";
    }
    return fault.getMessage();
  }
}
