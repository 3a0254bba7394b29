package io.strait.migrator.fence.acl;

import java.util.List;

/**
 * What the brokers show after an ACL change; the return of the admin call itself proves nothing.
 */
public sealed interface AclOutcome {
  /** What each live broker answered, by node id. */
  List<BrokerSight> brokers();

  /**
   * Every live broker shows the change.
   *
   * @param brokers what each answered
   */
  record Everywhere(List<BrokerSight> brokers) implements AclOutcome {
    /** Copies the list. */
    public Everywhere {
      brokers = List.copyOf(brokers);
    }
  }

  /**
   * At least one broker shows the change, so the cluster has it; others do not show it yet or do
   * not answer, and may still act as before.
   *
   * @param brokers what each answered
   * @param reason which ones are missing
   */
  record Partly(List<BrokerSight> brokers, String reason) implements AclOutcome {
    /** Copies the list. */
    public Partly {
      brokers = List.copyOf(brokers);
    }
  }

  /**
   * No broker confirms the change: its outcome is unknown. It may have happened or may happen
   * later; repeat the same act.
   *
   * @param brokers what each answered
   * @param reason what went wrong last
   */
  record Unconfirmed(List<BrokerSight> brokers, String reason) implements AclOutcome {
    /** Copies the list. */
    public Unconfirmed {
      brokers = List.copyOf(brokers);
    }
  }

  /**
   * Judges the answers of the live brokers; {@code trouble} is the last error of the call itself.
   */
  static AclOutcome of(List<BrokerSight> brokers, String trouble) {
    List<BrokerSight> others = brokers.stream().filter(sight -> !sight.asWanted()).toList();
    if (brokers.isEmpty() || others.size() == brokers.size()) {
      return new Unconfirmed(brokers, trouble.isEmpty() ? String.valueOf(brokers) : trouble);
    }
    return others.isEmpty()
        ? new Everywhere(brokers)
        : new Partly(brokers, "not seen on every broker: " + others);
  }
}
