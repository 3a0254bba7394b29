package io.strait.ops.config;

import io.strait.ops.flow.ByteRate;
import io.strait.replicator.engine.FlowSettings;
import io.strait.replicator.engine.PriorityClass;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code flow} of a link: how fast it may go, what waits and who goes first. */
final class FlowReader {
  private static final Pattern WEIGHT = Pattern.compile("[1-9]\\d{0,2}|1000");

  private final OwnTopics topics;
  private final Problems problems;

  /** {@code topics} are the link's own, as on the source. */
  FlowReader(OwnTopics topics, Problems problems) {
    this.topics = topics;
    this.problems = problems;
  }

  /** Reads the section to its end. */
  FlowSettings read(Section section) {
    long rate = section.optional("rate").map(this::rate).orElse(0L);
    Set<String> paused = new HashSet<>();
    section.texts("pause").stream()
        .filter(this::isMirrored)
        .forEach(topic -> paused.add(topic.value()));
    Map<String, PriorityClass> classes =
        section.section("classes").map(this::classes).orElseGet(Map::of);
    Map<PriorityClass, Integer> weights =
        section.section("weights").map(this::weights).orElseGet(Map::of);
    section.done();
    return new FlowSettings(rate, paused, classes, weights);
  }

  private long rate(Text text) {
    try {
      return ByteRate.parse(text.value()).bytesPerSecond();
    } catch (IllegalArgumentException e) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', which is no rate",
          "Write a number and a unit, such as " + ByteRate.EXAMPLES);
      return 0;
    }
  }

  private Map<String, PriorityClass> classes(Section section) {
    Map<String, PriorityClass> classes = new HashMap<>();
    for (PriorityClass one : PriorityClass.values()) {
      List<Text> named = section.texts(key(one));
      for (Text topic : named) {
        if (isMirrored(topic)) {
          PriorityClass other = classes.putIfAbsent(topic.value(), one);
          if (other != null) {
            problems.error(
                topic.path(),
                topic.line(),
                "is '" + topic.value() + "', which is of class " + key(other) + " already",
                "A topic has one class; remove one of the two");
          }
        }
      }
    }
    section.done();
    return classes;
  }

  private Map<PriorityClass, Integer> weights(Section section) {
    Map<PriorityClass, Integer> weights = new EnumMap<>(PriorityClass.class);
    for (PriorityClass one : PriorityClass.values()) {
      section.optional(key(one)).flatMap(this::weight).ifPresent(found -> weights.put(one, found));
    }
    section.done();
    return weights;
  }

  private Optional<Integer> weight(Text text) {
    if (WEIGHT.matcher(text.value()).matches()) {
      return Optional.of(Integer.valueOf(text.value()));
    }
    problems.error(
        text.path(),
        text.line(),
        "is '" + text.value() + "', but a weight is a whole number from 1 to 1000",
        "Classes share what there is by their weights; the defaults are critical 16, normal 4, bulk 1");
    return Optional.empty();
  }

  private boolean isMirrored(Text topic) {
    if (topics.miss(topic.value())) {
      problems.error(
          topic.path(),
          topic.line(),
          "is '" + topic.value() + "', which this link does not mirror",
          Nearest.advice(topic.value(), topics.names()));
    }
    return topics.have(topic.value());
  }

  private static String key(PriorityClass one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
