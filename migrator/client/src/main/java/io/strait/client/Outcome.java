package io.strait.client;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** What the end of one attempt means for the record. */
enum Outcome {
  /** It is in the log. */
  WRITTEN,
  /** The cluster refused it and no earlier attempt can have written it: hold and send again. */
  REFUSED,
  /** It failed, or it is not known whether it is in the log: tell the application, never repeat. */
  FAILED;

  /**
   * Judges one attempt.
   *
   * @param mayBeLogin whether a failed login is to be waited out: this producer has written
   *     elsewhere before, so its credentials are its own, has no transaction, and the session has
   *     sent nothing at all. kafka-clients gives a producer up for good when its first login fails
   * @param mayBeFence whether a refusal is to be taken for a fence: this producer has written to
   *     the topic before, has no transaction, and has sent nothing again since the record was
   *     handed over; otherwise an earlier attempt may have been written before the fence, its
   *     answer lost, and the refusal proves nothing
   */
  static Outcome of(Exception error, boolean mayBeFence, boolean mayBeLogin) {
    if (error == null) {
      return WRITTEN;
    }
    boolean refused =
        error instanceof TopicAuthorizationException && mayBeFence || isLogin(error) && mayBeLogin;
    return refused ? REFUSED : FAILED;
  }

  /** Whether the cluster let the producer not in; it wraps that once it has given up. */
  static boolean isLogin(Exception error) {
    return error instanceof AuthenticationException
        || error.getCause() instanceof AuthenticationException;
  }
}
