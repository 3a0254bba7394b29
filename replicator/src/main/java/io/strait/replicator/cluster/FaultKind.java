package io.strait.replicator.cluster;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What to do about an error from a cluster. This is the only classification in the code base. */
public enum FaultKind {
  /** Passes by itself: try again after a back-off. */
  RETRIABLE,
  /**
   * Will not pass by itself and no operator action on the cluster mends it: a bug or a broken
   * invariant.
   */
  FATAL,
  /** Passes once somebody grants a permission, mends a credential or changes a configuration. */
  NEEDS_HUMAN;

  /** Classifies an error, looking through the wrappers that futures put around it. */
  public static FaultKind of(Throwable error) {
    Throwable cause = unwrapped(error);
    if (cause instanceof AuthenticationException
        || cause instanceof AuthorizationException
        || cause instanceof SecurityDisabledException
        || cause instanceof UnsupportedVersionException
        || cause instanceof InvalidConfigurationException) {
      return NEEDS_HUMAN;
    }
    if (cause instanceof RetriableException
        || cause instanceof java.io.IOException
        || cause instanceof java.util.concurrent.TimeoutException) {
      return RETRIABLE;
    }
    return FATAL;
  }

  /**
   * The error itself, without {@link ExecutionException} and {@link CompletionException} around it.
   */
  public static Throwable unwrapped(Throwable error) {
    Throwable cause = error;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
