package io.strait.replicator.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which topics a link mirrors and what they are called on the target.
 *
 * @param names topics that are named, in the order of the configuration; the link waits for one
 *     that the source does not have
 * @param filter what else belongs to the link, as soon and as long as the source has it
 * @param naming of both
 */
public record TopicSelection(List<String> names, TopicFilter filter, NamingRule naming) {
  private static final int LONGEST = 249;
  private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]+");

  /** Refuses a selection of nothing, and named topics that would share a mirror. */
  public TopicSelection {
    names = List.copyOf(new LinkedHashSet<>(names));
    if (names.isEmpty() && filter.isEmpty()) {
      throw new IllegalArgumentException("names no topic; give at least one, or a pattern");
    }
    if (names.stream().map(naming::target).distinct().count() != names.size()) {
      throw new IllegalArgumentException(
          "two topics map to the same target topic; target names must differ");
    }
  }

  /** Exactly these. */
  public static TopicSelection of(List<TopicMapping> topics) {
    Map<String, String> renamed = new LinkedHashMap<>();
    for (TopicMapping topic : topics) {
      if (renamed.put(topic.source(), topic.target()) != null) {
        throw new IllegalArgumentException("topic '" + topic.source() + "' is named twice");
      }
    }
    List<String> names = List.copyOf(renamed.keySet());
    renamed.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
    return new TopicSelection(names, TopicPatterns.none(), new Renaming("", renamed));
  }

  /** Whether it is more than its named topics, so that only the source knows all of it. */
  public boolean isOpen() {
    return !filter.isEmpty();
  }

  /** Whether a topic of the source belongs to it. */
  public boolean covers(String topic) {
    return names.contains(topic) || takes(topic);
  }

  /** The named topics and their mirrors, in order. */
  public List<TopicMapping> named() {
    return names.stream().map(name -> new TopicMapping(name, naming.target(name))).toList();
  }

  /**
   * What it means while the source has these topics. A name that two topics would get goes to the
   * named one, then to the one that was renamed explicitly to it, then to the first by name.
   *
   * @param present every topic of the source; not looked at unless the selection is open
   */
  public ResolvedTopics resolve(Collection<String> present) {
    List<TopicMapping> topics = new ArrayList<>();
    List<RefusedTopic> refused = new ArrayList<>();
    Map<String, String> taken = new HashMap<>();
    for (String topic : candidates(present)) {
      String target = naming.target(topic);
      Optional<String> illegal = isHeartbeat(topic) ? Optional.empty() : illegal(target);
      String owner = illegal.isPresent() ? null : taken.putIfAbsent(target, topic);
      if (illegal.isEmpty() && owner == null) {
        topics.add(new TopicMapping(topic, target));
      } else {
        refused.add(new RefusedTopic(topic, illegal.orElseGet(() -> shared(target, owner))));
      }
    }
    return new ResolvedTopics(topics, refused);
  }

  private boolean takes(String topic) {
    return isHeartbeat(topic) || !Internals.unlessNamed(topic) && filter.admits(topic);
  }

  private boolean isHeartbeat(String topic) {
    return filter.heartbeat().filter(topic::equals).isPresent();
  }

  private Set<String> candidates(Collection<String> present) {
    Set<String> all = new LinkedHashSet<>(names);
    if (isOpen()) {
      Set<String> admitted = new TreeSet<>();
      present.stream().filter(this::takes).forEach(admitted::add);
      if (naming instanceof Renaming renaming) {
        renaming.topics().keySet().stream().filter(admitted::contains).forEach(all::add);
      }
      all.addAll(admitted);
    }
    return all;
  }

  private static String shared(String target, String owner) {
    return "would be called '"
        + target
        + "' on the target, as topic '"
        + owner
        + "' is already; rename one of them (rename.topics), or exclude it";
  }

  private static Optional<String> illegal(String target) {
    if (target.length() > LONGEST) {
      return Optional.of(
          "would have a name of "
              + target.length()
              + " characters on the target, where "
              + LONGEST
              + " are the most; give it a shorter one (rename.topics)");
    }
    if (!LEGAL.matcher(target).matches() || target.equals(".") || target.equals("..")) {
      return Optional.of(
          "would be called '"
              + target
              + "' on the target, which is no topic name; rename it (rename.topics)");
    }
    return Internals.never(target)
        ? Optional.of(
            "would be called '"
                + target
                + "' on the target, the name of an internal topic; rename it (rename.topics)")
        : Optional.empty();
  }
}
