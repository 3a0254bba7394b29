package io.strait.ops.config;

import io.strait.replicator.engine.RecordFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one filter of a link's records. */
final class RecordFilterReader {
  private enum Action {
    INCLUDE,
    EXCLUDE
  }

  private final Function<Section, Set<String>> topics;
  private final Problems problems;
  private final Choice choice;

  RecordFilterReader(Function<Section, Set<String>> topics, Problems problems) {
    this.topics = topics;
    this.problems = problems;
    this.choice = new Choice(problems);
  }

  Optional<RecordFilter> read(Section filter) {
    boolean named = filter.required("action").isPresent();
    Action action = named ? choice.read(filter, "action", Action.EXCLUDE) : Action.EXCLUDE;
    Set<String> concerned = topics.apply(filter);
    Optional<RecordFilter.KeyMatch> key = filter.section("key").flatMap(this::key);
    Optional<RecordFilter.HeaderMatch> header = filter.section("header").flatMap(this::header);
    OptionalLong from = filter.optional("from").map(this::instant).orElse(OptionalLong.empty());
    OptionalLong to = filter.optional("to").map(this::instant).orElse(OptionalLong.empty());
    if (concerned.isEmpty()
        && key.isEmpty()
        && header.isEmpty()
        && from.isEmpty()
        && to.isEmpty()) {
      problems.error(
          filter.path(),
          filter.line(),
          "names no topics, key, header, from or to, so it would hold for every record",
          "Say for which records it holds, or remove it");
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RecordFilter(action == Action.INCLUDE, concerned, key, header, from, to));
    } catch (IllegalArgumentException e) {
      problems.error(filter.path(), filter.line(), e.getMessage(), "Let 'to' be after 'from'");
      return Optional.empty();
    }
  }

  private Optional<RecordFilter.KeyMatch> key(Section section) {
    List<RecordFilter.KeyMatch> ways = new ArrayList<>();
    section.optional("is").ifPresent(text -> ways.add(new RecordFilter.KeyIs(text.value())));
    section
        .optional("prefix")
        .ifPresent(text -> ways.add(new RecordFilter.KeyBegins(text.value())));
    section.optional("regex").flatMap(this::regex).ifPresent(ways::add);
    if (ways.size() != 1) {
      problems.error(
          section.path(),
          section.line(),
          "has " + ways.size() + " conditions, but must have one",
          "Give one of is, prefix and regex");
    }
    section.done();
    return ways.stream().findFirst();
  }

  private Optional<RecordFilter.KeyMatch> regex(Text text) {
    try {
      return Optional.of(new RecordFilter.KeyMatches(Pattern.compile(text.value())));
    } catch (PatternSyntaxException e) {
      problems.error(
          text.path(),
          text.line(),
          "is no regular expression: " + e.getDescription() + " at " + e.getIndex(),
          "Correct it");
      return Optional.empty();
    }
  }

  private Optional<RecordFilter.HeaderMatch> header(Section section) {
    Optional<Text> name = section.required("name");
    Optional<String> value = section.optional("value").map(Text::value);
    section.done();
    return name.map(text -> new RecordFilter.HeaderMatch(text.value(), value));
  }

  private OptionalLong instant(Text text) {
    try {
      return OptionalLong.of(Instant.parse(text.value()).toEpochMilli());
    } catch (DateTimeException e) {
      problems.error(
          text.path(),
          text.line(),
          "is '" + text.value() + "', which is no moment in UTC",
          "Write it like 2026-01-31T23:59:59Z");
      return OptionalLong.empty();
    }
  }
}
