package io.strait.migrator.fence.acl;

import java.time.Duration;

/**
 * How long fencing may wait, and for what. A fence stops writers, so every wait has a limit; what
 * is not reached within its limit is reported, never assumed.
 *
 * @param acls until an ACL change is seen by the brokers
 * @param suspects until a broker that does not show the fence leads nothing any more; above the
 *     brokers' {@code broker.session.timeout.ms} (9 s by default) to be of use
 * @param transactions until open transactions end by themselves, before their ids are fenced, and
 *     again as long until the fenced ones have ended
 * @param quiet until the log ends stop moving
 * @param settle between the two equal readings of the log ends
 * @param thinIsr how long the log ends must stay unchanged where a replica is out of sync; at least
 *     the producers' {@code request.timeout.ms} (30 s by default)
 * @param groups until a consumer group is empty and its offsets are stable
 * @param pause between two looks while waiting
 */
public record Budget(
    Duration acls,
    Duration suspects,
    Duration transactions,
    Duration quiet,
    Duration settle,
    Duration thinIsr,
    Duration groups,
    Duration pause) {

  /** Refuses a negative limit and a pause that is not positive. */
  public Budget {
    checked("acls", acls);
    checked("suspects", suspects);
    checked("transactions", transactions);
    checked("quiet", quiet);
    checked("settle", settle);
    checked("thinIsr", thinIsr);
    checked("groups", groups);
    if (pause.isNegative() || pause.isZero()) {
      throw new IllegalArgumentException("budget: pause is " + pause + "; it must be positive");
    }
  }

  /** Limits for brokers with default settings. */
  public static Budget defaults() {
    return new Budget(
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(40),
        Duration.ofMillis(100),
        Duration.ofSeconds(30),
        Duration.ofSeconds(15),
        Duration.ofMillis(50));
  }

  /** The same with another limit for open transactions. */
  public Budget withTransactions(Duration limit) {
    return new Budget(acls, suspects, limit, quiet, settle, thinIsr, groups, pause);
  }

  /** The same with another limit for suspect brokers. */
  public Budget withSuspects(Duration limit) {
    return new Budget(acls, limit, transactions, quiet, settle, thinIsr, groups, pause);
  }

  /** The same with another unchanged time for partitions with a replica out of sync. */
  public Budget withThinIsr(Duration limit) {
    return new Budget(acls, suspects, transactions, quiet, settle, limit, groups, pause);
  }

  private static void checked(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(
          "budget: " + name + " is " + value + "; it must not be negative");
    }
  }
}
