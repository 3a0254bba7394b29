package io.strait.replicator.sync.acl;

import io.strait.replicator.topology.NamingRule;
import io.strait.replicator.topology.Renaming;
import io.strait.replicator.topology.TopicMapping;
import io.strait.replicator.topology.TopicPatterns;
import io.strait.replicator.topology.TopicSelection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Which resources of the source a link is about, and what they are called on the target. Of topics
 * those that it mirrors or would mirror; all others keep their names. Pure.
 */
final class AclScope {
  private static final String PROBE = "strait-probe";
  private static final String ANY = ResourcePattern.WILDCARD_RESOURCE;

  private final TopicSelection selection;
  private final Map<String, String> mirrors = new TreeMap<>();
  private final Set<String> targets;
  private final List<Pattern> patterns;

  /** {@code present} are the source's topics, as far as they are known. */
  AclScope(TopicSelection selection, Collection<String> present) {
    this.selection = selection;
    for (TopicMapping topic : selection.resolve(present).topics()) {
      mirrors.put(topic.source(), topic.target());
    }
    this.targets = new TreeSet<>(mirrors.values());
    this.patterns =
        selection.filter() instanceof TopicPatterns given
            ? given.include().stream().map(Pattern::compile).toList()
            : List.of();
  }

  /**
   * Where a resource of the source is on the target.
   *
   * @param target empty if that cannot be said, and then {@code refusal} says why
   * @param inside whether the link is about it
   * @param wider whether it also names things on the target that the link did not bring there
   * @param refusal empty unless there is no target
   */
  record Place(Optional<ResourcePattern> target, boolean inside, boolean wider, String refusal) {
    private static Place of(ResourcePattern target, boolean inside, boolean wider) {
      return new Place(Optional.of(target), inside, wider, "");
    }
  }

  /** Where it is. */
  Place place(ResourcePattern source) {
    if (source.resourceType() != ResourceType.TOPIC) {
      return Place.of(source, true, false);
    }
    // As a prefix, the same sign stands for itself.
    boolean everyTopic = source.patternType() == PatternType.LITERAL && source.name().equals(ANY);
    if (source.patternType() == PatternType.LITERAL && !everyTopic) {
      return Place.of(
          topic(selection.naming().target(source.name()), PatternType.LITERAL),
          selection.covers(source.name()),
          false);
    }
    return many(everyTopic ? "" : source.name());
  }

  /** Whether a resource of the target is one that the link is about. */
  boolean concerns(ResourcePattern target) {
    if (target.resourceType() != ResourceType.TOPIC || target.name().equals(ANY)) {
      return true;
    }
    return target.patternType() == PatternType.LITERAL
        ? targets.contains(target.name())
        : targets.stream().anyMatch(name -> name.startsWith(target.name()));
  }

  private Place many(String prefix) {
    boolean inside = prefix.isEmpty() || covers(prefix);
    Optional<String> renamed = prefixOnTarget(prefix);
    if (renamed.isEmpty()) {
      return new Place(
          Optional.empty(),
          inside,
          false,
          "topics whose names begin with '"
              + prefix
              + "' do not share a beginning on the target ("
              + selection.naming().text()
              + "); grant what is meant there by name");
    }
    String base = renamed.get();
    ResourcePattern target =
        base.isEmpty() ? topic(ANY, PatternType.LITERAL) : topic(base, PatternType.PREFIXED);
    return Place.of(target, inside, true);
  }

  /** What all names that begin with the prefix begin with on the target, if there is such. */
  private Optional<String> prefixOnTarget(String prefix) {
    NamingRule naming = selection.naming();
    String probe = naming.target(prefix + PROBE);
    if (!probe.endsWith(PROBE) || givenAnotherName(naming, prefix)) {
      return Optional.empty();
    }
    String base = probe.substring(0, probe.length() - PROBE.length());
    boolean all =
        mirrors.entrySet().stream()
            .filter(one -> one.getKey().startsWith(prefix))
            .allMatch(one -> one.getValue().equals(base + one.getKey().substring(prefix.length())));
    return all ? Optional.of(base) : Optional.empty();
  }

  private static boolean givenAnotherName(NamingRule naming, String prefix) {
    return naming instanceof Renaming renaming
        && renaming.topics().entrySet().stream()
            .anyMatch(
                one ->
                    one.getKey().startsWith(prefix)
                        && !one.getValue().equals(renaming.prefix() + one.getKey()));
  }

  /** Whether the link has a topic with such a name, or would take one. */
  private boolean covers(String prefix) {
    return mirrors.keySet().stream().anyMatch(name -> name.startsWith(prefix))
        || patterns.stream().anyMatch(pattern -> mayGoOn(pattern, prefix));
  }

  /** Whether something that begins with the prefix may match. */
  private static boolean mayGoOn(Pattern pattern, String prefix) {
    Matcher matcher = pattern.matcher(prefix);
    return matcher.matches() || matcher.hitEnd();
  }

  private static ResourcePattern topic(String name, PatternType type) {
    return new ResourcePattern(ResourceType.TOPIC, name, type);
  }
}
