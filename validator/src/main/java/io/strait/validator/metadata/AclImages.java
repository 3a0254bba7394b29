package io.strait.validator.metadata;

import io.strait.replicator.topology.TopicMapping;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What bindings of the source are on the target. Pure. */
final class AclImages {
  private static final String ANY = ResourcePattern.WILDCARD_RESOURCE;
  private static final String PROBE = "strait-probe";

  private final AclScope scope;
  private final Map<String, String> names = new HashMap<>();
  private final NavigableSet<String> sources;
  private final NavigableSet<String> targets;
  private final Map<String, Optional<String>> prefixes = new TreeMap<>();

  AclImages(AclScope scope) {
    this.scope = scope;
    scope.topics().forEach(topic -> names.put(topic.source(), topic.target()));
    this.sources = new TreeSet<>(scope.topics().stream().map(TopicMapping::source).toList());
    this.targets = new TreeSet<>(scope.topics().stream().map(TopicMapping::target).toList());
  }

  /** Whether a binding of the source is about what is copied. */
  boolean isInside(AclBinding source) {
    return isInside(source.pattern(), sources);
  }

  /** Whether a binding of the target is about what is copied. */
  boolean concerns(AclBinding target) {
    return isInside(target.pattern(), targets);
  }

  private static boolean isInside(ResourcePattern pattern, NavigableSet<String> topics) {
    if (pattern.resourceType() != ResourceType.TOPIC) {
      return true;
    }
    if (pattern.patternType() == PatternType.LITERAL) {
      return pattern.name().equals(ANY) || topics.contains(pattern.name());
    }
    String next = topics.ceiling(pattern.name());
    return next != null && next.startsWith(pattern.name());
  }

  /** The same on the target; empty where a renaming tears the topics of a prefix apart. */
  Optional<AclBinding> image(AclBinding source) {
    return pattern(source.pattern()).map(pattern -> named(source, pattern));
  }

  private AclBinding named(AclBinding source, ResourcePattern pattern) {
    AccessControlEntry entry = source.entry();
    return new AclBinding(
        pattern,
        new AccessControlEntry(
            scope.principals().apply(entry.principal()),
            entry.host(),
            entry.operation(),
            entry.permissionType()));
  }

  private Optional<ResourcePattern> pattern(ResourcePattern source) {
    boolean everything = source.patternType() == PatternType.LITERAL && source.name().equals(ANY);
    if (source.resourceType() != ResourceType.TOPIC || everything) {
      return Optional.of(source);
    }
    Optional<String> name =
        source.patternType() == PatternType.LITERAL
            ? Optional.of(names.getOrDefault(source.name(), scope.naming().target(source.name())))
            : prefixes.computeIfAbsent(source.name(), this::prefix);
    return name.map(one -> new ResourcePattern(ResourceType.TOPIC, one, source.patternType()));
  }

  private Optional<String> prefix(String prefix) {
    String probe = scope.naming().target(prefix + PROBE);
    if (!probe.endsWith(PROBE)) {
      return Optional.empty();
    }
    String base = probe.substring(0, probe.length() - PROBE.length());
    boolean together =
        sources.tailSet(prefix).stream()
            .takeWhile(name -> name.startsWith(prefix))
            .allMatch(name -> names.get(name).equals(base + name.substring(prefix.length())));
    return together && !base.isEmpty() ? Optional.of(base) : Optional.empty();
  }
}
