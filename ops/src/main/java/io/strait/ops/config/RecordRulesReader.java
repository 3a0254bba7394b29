package io.strait.ops.config;

import io.strait.replicator.engine.RecordFilter;
import io.strait.replicator.engine.RecordRules;
import io.strait.replicator.engine.RecordTransforms;
import io.strait.replicator.mirror.ConnectTransforms;
import io.strait.replicator.mirror.TransformSpec;
import io.strait.replicator.wire.Codec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code records} of a link: what it leaves out or changes on the way. */
final class RecordRulesReader {
  private static final String KEEP = "keep";

  private final OwnTopics topics;
  private final Problems problems;
  private final Choice choice;

  /**
   * @param topics the link's source topics
   */
  RecordRulesReader(OwnTopics topics, Problems problems) {
    this.topics = topics;
    this.problems = problems;
    this.choice = new Choice(problems);
  }

  /** Reads the section to its end. */
  RecordRules read(Section section) {
    Optional<Codec> codec = section.optional("codec").flatMap(this::codec);
    List<RecordFilter> filters = new ArrayList<>();
    RecordFilterReader reader = new RecordFilterReader(this::topics, problems);
    for (Section filter : section.sections("filters")) {
      reader.read(filter).ifPresent(filters::add);
      filter.done();
    }
    RecordTransforms transforms = transforms(section);
    section.done();
    return new RecordRules(codec, filters, transforms);
  }

  private Optional<Codec> codec(Text text) {
    Optional<Codec> codec = Codec.named(text.value());
    if (codec.isEmpty() && !text.value().equals(KEEP)) {
      Set<String> legal = new LinkedHashSet<>(List.of(KEEP));
      for (Codec one : Codec.values()) {
        legal.add(one.toString());
      }
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', but must be one of " + String.join(", ", legal),
          Nearest.advice(text.value(), legal));
    }
    return codec;
  }

  private RecordTransforms transforms(Section section) {
    List<TransformSpec> specs = new ArrayList<>();
    for (Section item : section.sections("transforms")) {
      transform(item).filter(spec -> works(item, spec)).ifPresent(specs::add);
      item.done();
    }
    return specs.isEmpty() ? RecordTransforms.none() : new ConnectTransforms(specs);
  }

  private Optional<TransformSpec> transform(Section item) {
    Optional<Text> type = item.required("type");
    Set<String> concerned = topics(item);
    Map<String, String> config = item.section("config").map(this::values).orElse(Map.of());
    Optional<TransformSpec.PredicateSpec> predicate =
        item.section("predicate").flatMap(this::predicate);
    return type.map(name -> new TransformSpec(name.value(), concerned, config, predicate));
  }

  private Optional<TransformSpec.PredicateSpec> predicate(Section section) {
    Optional<Text> type = section.required("type");
    Map<String, String> config = section.section("config").map(this::values).orElse(Map.of());
    boolean negate = choice.flag(section, "negate", false);
    section.done();
    return type.map(name -> new TransformSpec.PredicateSpec(name.value(), config, negate));
  }

  private boolean works(Section item, TransformSpec spec) {
    try {
      new ConnectTransforms(List.of(spec));
      return true;
    } catch (IllegalArgumentException e) {
      problems.error(
          item.path(), item.line(), "cannot be used: " + e.getMessage(), "Correct or remove it");
      return false;
    }
  }

  private Map<String, String> values(Section section) {
    Map<String, String> values = new LinkedHashMap<>();
    section.values().forEach((key, text) -> values.put(key, text.value()));
    return values;
  }

  private Set<String> topics(Section section) {
    Set<String> named = new TreeSet<>();
    for (Text text : section.texts("topics")) {
      if (topics.miss(text.value())) {
        problems.error(
            text.path(),
            text.line(),
            "is '" + text.value() + "', which is not one of the link's topics",
            Nearest.advice(text.value(), topics.names()));
      }
      named.add(text.value());
    }
    return named;
  }
}
