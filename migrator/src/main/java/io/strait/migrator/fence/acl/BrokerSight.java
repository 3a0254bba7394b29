package io.strait.migrator.fence.acl;

import java.util.List;

/**
 * What one broker, asked itself, shows of a set of DENYs.
 *
 * @param broker node id
 * @param answer how it answered
 * @param differing the DENYs it does not show as wanted; all of them if it was silent
 * @param error why it was silent, otherwise empty
 */
public record BrokerSight(int broker, Answer answer, List<Deny> differing, String error) {
  /** Copies the list. */
  public BrokerSight {
    differing = List.copyOf(differing);
  }

  /** How a broker answered. */
  public enum Answer {
    /** It shows everything as wanted. */
    AS_WANTED,
    /** It answered, but its metadata differs: behind, or cut off from the controller. */
    DIFFERS,
    /** It did not answer. */
    SILENT
  }

  /** Whether this broker shows everything as wanted. */
  public boolean asWanted() {
    return answer == Answer.AS_WANTED;
  }

  @Override
  public String toString() {
    return switch (answer) {
      case AS_WANTED -> "broker " + broker + " shows it";
      case DIFFERS -> "broker " + broker + " differs in " + differing;
      case SILENT -> "broker " + broker + " is silent (" + error + ")";
    };
  }
}
