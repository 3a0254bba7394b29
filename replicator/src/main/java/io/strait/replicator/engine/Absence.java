package io.strait.replicator.engine;

/**
 * For how long a topic has looked absent without a break. Metadata spreads over brokers with a
 * delay, and time in which nobody was asked (this process was stopped, the cluster was away) says
 * nothing.
 *
 * @param since first answer without the topic, in monotonic milliseconds
 * @param latest latest such answer
 * @param answers how many there were
 */
record Absence(long since, long latest, int answers) {
  private static final long LASTING_MILLIS = 20_000;
  private static final long BREAK_MILLIS = 10_000;
  private static final int ENOUGH = 4;

  static Absence from(long now) {
    return new Absence(now, now, 1);
  }

  /** Absent again. */
  Absence again(long now) {
    return now - latest > BREAK_MILLIS ? from(now) : new Absence(since, now, answers + 1);
  }

  /** Whether the topic is gone. */
  boolean isLasting() {
    return answers >= ENOUGH && latest - since > LASTING_MILLIS;
  }
}
