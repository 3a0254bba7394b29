package io.strait.migrator.plan;

import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.TopicMapping;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Topics, groups and principals that move together over one link.
 *
 * @param name of the wave and of its migration; key of its journal, routes and commands
 * @param link the forward link; in this release it carries the wave's topics and no others
 * @param topics source names of the topics, as the link maps them
 * @param groups consumer groups to move, may be empty
 * @param principals who writes the topics, for example {@code User:app}; these are fenced, by name
 * @param budgets limits
 */
public record Wave(
    String name,
    Link link,
    List<String> topics,
    List<String> groups,
    List<String> principals,
    Budgets budgets) {
  /** Refuses waves that cannot be fenced or that share their link. */
  public Wave {
    topics = List.copyOf(topics);
    groups = List.copyOf(groups);
    principals = List.copyOf(principals);
    if (!name.matches("[a-z0-9][a-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          "wave '"
              + name
              + "': a name is 1 to 63 characters of a-z, 0-9, '.', '_' or '-', starting with a"
              + " letter or digit");
    }
    Set<String> linked =
        link.topics().stream().map(TopicMapping::source).collect(Collectors.toSet());
    if (!linked.equals(Set.copyOf(topics))) {
      throw new IllegalArgumentException(
          "wave '"
              + name
              + "': its topics "
              + topics
              + " are not those of link '"
              + link.name()
              + "' "
              + linked
              + "; give every wave a link of its own");
    }
    if (principals.isEmpty()) {
      throw new IllegalArgumentException(
          "wave '" + name + "': names no principal; name every principal that writes its topics");
    }
    for (String principal : principals) {
      if (!principal.startsWith("User:") || principal.equals("User:*")) {
        throw new IllegalArgumentException(
            "wave '"
                + name
                + "': principal '"
                + principal
                + "' must be 'User:' and one name: fencing everybody would stop the links too");
      }
    }
  }

  /** A wave of all topics of a link with default budgets. */
  public static Wave of(String name, Link link, List<String> groups, List<String> principals) {
    return new Wave(
        name,
        link,
        link.topics().stream().map(TopicMapping::source).toList(),
        groups,
        principals,
        Budgets.defaults());
  }

  /** Where the applications write before the migration. */
  public ClusterAlias source() {
    return link.source();
  }

  /** Where they write after it; also the journal's home. */
  public ClusterAlias target() {
    return link.target();
  }
}
