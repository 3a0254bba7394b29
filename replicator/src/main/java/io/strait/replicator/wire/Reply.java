package io.strait.replicator.wire;

/**
 * Receives the end of one request, on the transport's thread: exactly one of the two, exactly once.
 */
public interface Reply<T> {
  /** The broker answered. */
  void answered(T value);

  /** No usable answer: connection refused or lost, time out, refused login, unknown version. */
  void failed(WireFailure failure);
}
