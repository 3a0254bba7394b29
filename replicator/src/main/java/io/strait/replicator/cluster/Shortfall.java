package io.strait.replicator.cluster;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What older brokers lack of what Strait makes use of, and what follows from it. Nothing here stops
 * a link; it says what is weaker on it than elsewhere.
 *
 * <p>Pure: decided from a {@link ClusterOffer} alone.
 */
public enum Shortfall {
  /** Metadata without topic ids (KIP-516). */
  NO_TOPIC_IDS(
      EnumSet.of(Part.SOURCE, Part.TARGET),
      offer -> offer.has("Metadata", 10),
      "gives topics no ids (Kafka before 2.8)",
      "a topic that is created again under its name is noticed only by a log that ends earlier or"
          + " by leader epochs; pause the link before you delete one of its topics"),

  /** Fetches by topic name (KIP-516 in Fetch 13). */
  FETCH_BY_NAME(
      EnumSet.of(Part.SOURCE),
      offer -> offer.has("Fetch", 13) || !offer.has("Metadata", 10),
      "is fetched from by topic name (Kafka before 3.1)",
      "a topic that is created again is noticed at the next look at its id, 3 s later at most, and"
          + " not by the fetch itself; pause the link before you create one of its topics again"),

  /** No list of transactions (KIP-664). */
  NO_TRANSACTION_LIST(
      EnumSet.of(Part.FENCED),
      offer -> offer.has("ListTransactions", 0) && offer.has("DescribeTransactions", 0),
      "has no list of open transactions (Kafka before 3.0)",
      "a switch sees those that have written to the wave's topics and waits for them, but cannot"
          + " end one that outlasts its budget"),

  /** No states of producers (KIP-664), which came with Kafka 2.8. */
  NO_PRODUCER_STATES(
      EnumSet.of(Part.TARGET, Part.FENCED),
      offer -> offer.has("DescribeProducers", 0),
      "does not tell the states of producers (Kafka before 2.8)",
      "it can be a link's source, but neither its target nor fenced for a switch"),

  /** No transactions of the second version (KIP-890). */
  OLD_TRANSACTIONS(
      EnumSet.of(Part.FAITHFUL_TARGET),
      offer -> offer.reaches("transaction.version", 2),
      "has no transaction.version 2 (Kafka before 4.0, or not upgraded to it)",
      "links to it cannot be 'transactions: faithful'"),

  /** No groups of the new protocol (KIP-848). */
  CLASSIC_GROUPS_ONLY(
      EnumSet.of(Part.TARGET),
      // Brokers of 3.9 list the requests, but take them only where it was switched on for a trial.
      offer -> offer.reaches("group.version", 1),
      "knows classic consumer groups only (Kafka before 4.0, or not upgraded to it)",
      "positions arrive for every group, but members with group.protocol=consumer cannot go on"
          + " there");

  /** What a cluster is to a link or wave. */
  public enum Part {
    /** It is copied from. */
    SOURCE,
    /** It is copied to. */
    TARGET,
    /** It is copied to, with transactions carried out again. */
    FAITHFUL_TARGET,
    /** A wave fences writers there, on the way or on the way back. */
    FENCED
  }

  private final Set<Part> parts;
  private final Predicate<ClusterOffer> enough;
  private final String lack;
  private final String consequence;

  Shortfall(Set<Part> parts, Predicate<ClusterOffer> enough, String lack, String consequence) {
    this.parts = parts;
    this.enough = enough;
    this.lack = lack;
    this.consequence = consequence;
  }

  /** What this cluster lacks for the parts it plays; none for brokers of Kafka 4.0 and later. */
  public static List<Shortfall> of(ClusterOffer offer, Set<Part> played) {
    return Arrays.stream(values())
        .filter(one -> one.parts.stream().anyMatch(played::contains))
        .filter(one -> !one.enough.test(offer))
        .toList();
  }

  /** What is lacking: completes a sentence that begins with the cluster. */
  public String lack() {
    return lack;
  }

  /** What follows from it, and what to do. */
  public String consequence() {
    return consequence;
  }
}
