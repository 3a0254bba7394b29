package io.strait.ops.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much of the log a command shows. */
final class Logs {
  private Logs() {}

  /** Long-running commands report each change of state; STRAIT_LOG decides otherwise. */
  static void showProgress() {
    if (System.getenv("STRAIT_LOG") == null
        && LoggerFactory.getLogger("io.strait") instanceof Logger logger) {
      logger.setLevel(Level.INFO);
    }
  }
}
