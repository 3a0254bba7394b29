package io.strait.sandbox.proxy;

/** Whether bytes move at all. */
public enum Flow {
  /** Bytes arrive, after latency and within the rate. */
  FORWARD,
  /** Nothing moves, nothing is lost: senders fill their buffers and wait; forwarding resumes it. */
  STALL,
  /**
   * Half open: bytes are taken and thrown away, and so is the end of the stream. A connection that
   * met this stays so until it is reset, because its stream is torn.
   */
  DISCARD
}
