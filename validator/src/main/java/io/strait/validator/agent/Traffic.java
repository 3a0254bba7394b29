package io.strait.validator.agent;

/**
 * What one side cost.
 *
 * @param sent bytes of HTTP messages to it, heads and bodies; 0 for a side that is here
 * @param received bytes of HTTP messages from it
 * @param digested bytes of keys, values and headers that were read there for digests
 */
public record Traffic(long sent, long received, long digested) {
  /** Nothing yet. */
  public static final Traffic NONE = new Traffic(0, 0, 0);

  /** Both together. */
  public Traffic plus(Traffic other) {
    return new Traffic(sent + other.sent, received + other.received, digested + other.digested);
  }

  /** Bytes both ways. */
  public long moved() {
    return sent + received;
  }
}
