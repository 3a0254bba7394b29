package io.strait.replicator.wire;

import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.ClusterAlias;
import java.io.IOException;
import org.apache.kafka.common.errors.AuthenticationException;

/**
 * A request got no usable answer; if it changed something, whether it did is unknown.
 *
 * @param cluster the cluster it was sent to
 * @param kind what to do about it
 * @param text one sentence with the address and the reason
 */
public record WireFailure(ClusterAlias cluster, FaultKind kind, String text) {
  /** The same as an exception that {@link FaultKind#of} classifies as {@link #kind}. */
  public Exception exception() {
    return switch (kind) {
      case RETRIABLE -> new IOException(text);
      case NEEDS_HUMAN -> new AuthenticationException(text);
      case FATAL -> new IllegalStateException(text);
    };
  }

  @Override
  public String toString() {
    return "cluster '" + cluster + "': " + text;
  }
}
