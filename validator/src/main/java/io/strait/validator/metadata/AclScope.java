package io.strait.validator.metadata;

import io.strait.replicator.topology.NamingRule;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Moved;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.acl.AclBinding;

/**
 * Which ACLs are judged, and what is declared about them.
 *
 * @param topics on both sides; of ACLs on topics, those that meet one of them are judged
 * @param naming what other names become, for prefixes
 * @param principals what principals of the source are called on the target
 * @param meant whether a binding is judged, by the names of the side that has it
 * @param own whether a binding is Strait's own, on either side; never judged
 * @param fences DENYs that a wave raises
 * @param staged whether permissions to write are held back until the target is promoted
 * @param applied whether the link made a binding of the target; empty where nothing is written down
 * @param unapplied who is named for a binding that the target lacks and the link never made
 */
public record AclScope(
    List<TopicMapping> topics,
    NamingRule naming,
    UnaryOperator<String> principals,
    Predicate<AclBinding> meant,
    Predicate<AclBinding> own,
    Set<AclBinding> fences,
    boolean staged,
    Optional<Predicate<AclBinding>> applied,
    Moved unapplied) {
  /** Keeps copies. */
  public AclScope {
    topics = List.copyOf(topics);
    fences = Set.copyOf(fences);
  }

  /** A copy about which nothing is declared and nothing written down. */
  public static AclScope of(List<TopicMapping> topics, NamingRule naming) {
    return new AclScope(
        topics,
        naming,
        UnaryOperator.identity(),
        binding -> true,
        binding -> false,
        Set.of(),
        false,
        Optional.empty(),
        Moved.UNKNOWN);
  }
}
