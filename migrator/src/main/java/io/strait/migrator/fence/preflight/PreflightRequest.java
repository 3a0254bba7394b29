package io.strait.migrator.fence.preflight;

import io.strait.replicator.topology.TopicMapping;
import java.util.List;

/**
 * The wave as the preflight needs to know it.
 *
 * @param topics what moves; {@code source} names the topics on the side that is fenced
 * @param groups consumer groups that move
 * @param principals who writes and reads, as {@code User:name}; they will be fenced
 * @param copyingPrincipal under which the links copy; must stay able to write on both sides
 * @param cutoverPrincipal under which fencing is done
 * @param superUsers the brokers' {@code super.users}, as far as the operator declares them: brokers
 *     do not always reveal them, and nobody can fence them
 */
public record PreflightRequest(
    List<TopicMapping> topics,
    List<String> groups,
    List<String> principals,
    String copyingPrincipal,
    String cutoverPrincipal,
    List<String> superUsers) {
  /** Copies the lists. */
  public PreflightRequest {
    topics = List.copyOf(topics);
    groups = List.copyOf(groups);
    principals = List.copyOf(principals);
    superUsers = List.copyOf(superUsers);
  }
}
