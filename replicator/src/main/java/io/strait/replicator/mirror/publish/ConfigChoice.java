package io.strait.replicator.mirror.publish;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.connect.mirror.ConfigPropertyFilter;

/**
 * Which of a topic's configs MirrorMaker 2 would not copy. It decides by patterns, or by a class of
 * somebody's own; each is asked about every config that Kafka 4.3 documents for topics.
 */
public final class ConfigChoice {
  private ConfigChoice() {}

  /** Those that match one of these regular expressions as a whole. */
  public static Set<String> matching(Collection<String> patterns) {
    return known(
        name ->
            patterns.stream()
                .anyMatch(pattern -> Pattern.compile(pattern).matcher(name).matches()));
  }

  /**
   * Those that a filter does not take; connect-mirror must be on the class path for its interface.
   *
   * @throws IllegalArgumentException if there is no such class
   */
  public static Set<String> refusedBy(String type, Map<String, String> properties) {
    try (ConfigPropertyFilter filter = PlugIn.of(type, ConfigPropertyFilter.class)) {
      filter.configure(properties);
      return known(name -> !filter.shouldReplicateConfigProperty(name));
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "class '"
              + type
              + "' needs the jar connect-mirror beside it on the class path (STRAIT_CLASSPATH)",
          e);
    }
  }

  /** Every config of topics. */
  public static Set<String> all() {
    return known(name -> true);
  }

  private static Set<String> known(Predicate<String> chosen) {
    Set<String> names = new TreeSet<>();
    for (Field field : TopicConfig.class.getFields()) {
      if (field.getName().endsWith("_CONFIG") && Modifier.isStatic(field.getModifiers())) {
        try {
          names.add((String) field.get(null));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException("its fields are public", e);
        }
      }
    }
    names.removeIf(name -> !chosen.test(name));
    return names;
  }
}
