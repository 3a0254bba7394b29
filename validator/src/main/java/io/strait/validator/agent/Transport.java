package io.strait.validator.agent;

import java.io.IOException;
import java.time.Duration;

/** Carries questions to an agent. Safe for use by several threads. */
public interface Transport extends AutoCloseable {
  /** Where the agent is, for errors; holds no secret. */
  String where();

  /**
   * Asks once.
   *
   * @param atMost how long the answer may take
   * @throws IOException if no whole answer came
   * @throws InterruptedException if the thread was interrupted
   */
  AgentAnswer ask(String question, byte[] body, Duration atMost)
      throws IOException, InterruptedException;

  /** Bytes of HTTP messages sent so far, heads and bodies. */
  long sent();

  /** Bytes of HTTP messages received so far, heads and bodies. */
  long received();

  @Override
  void close();
}
