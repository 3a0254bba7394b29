package io.strait.validator.agent;

/**
 * How fast agents are asked to read for a scan.
 *
 * @param scan a name for the scan that nobody else uses
 * @param bytesPerSecond of each side, as keys, values and headers; 1 or more
 */
public record AgentPace(String scan, long bytesPerSecond) {
  /** Refuses a pace at which nothing would ever be read. */
  public AgentPace {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException(
          "pace of " + bytesPerSecond + " bytes/s: must be 1 or more");
    }
  }
}
