package io.strait.ops.cli;

import io.strait.ops.config.Nearest;
import io.strait.ops.view.ExitCode;
import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.scope.OffsetChoice;
import io.strait.validator.scope.PartitionChoice;
import io.strait.validator.scope.Selection;
import io.strait.validator.scope.TimeWindow;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import picocli.CommandLine.Option;

/** Which topics, partitions, offsets and times are judged. */
final class VerifySelection {
  @Option(
      names = "--topic",
      paramLabel = "NAME[=TARGET]",
      description =
          "Only this topic; repeatable. Without a link the target's name may differ: NAME=TARGET.")
  private List<String> topics = List.of();

  @Option(
      names = "--topics",
      paramLabel = "REGEX",
      description = "Only topics whose whole name matches, internal ones left out.")
  private String pattern;

  @Option(
      names = "--partitions",
      paramLabel = "TOPIC:NUMBERS",
      description = "Only these partitions, such as orders:0,3-5; repeatable.")
  private List<String> partitions = List.of();

  @Option(
      names = "--offsets",
      paramLabel = "TOPIC/P@FROM..TO",
      description =
          "Only these source offsets, such as orders/3@100..900 (without 900); repeatable. All of"
              + " them must be on the target: what is not there is missing, not behind.")
  private List<String> offsets = List.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Only from the first source record on that is not older, such as 2026-01-02T03:04:05Z."
              + " The time chooses a place in each log once: late records belong to their place.")
  private String from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "Only before the first source record that is not older than this. All before it must be on"
              + " the target. Where a log has no such record, it is judged to its end, as without.")
  private String until;

  /** The part of the topics that is judged; wrong words end the command. */
  Selection selection(Clock clock) {
    try {
      TimeWindow window = new TimeWindow(time("--from", from), time("--until", until));
      window.from().ifPresent(time -> refuseFuture(time, clock.instant()));
      return Selection.of(
          partitions.stream().map(PartitionChoice::parse).toList(),
          offsets.stream().map(OffsetChoice::parse).toList(),
          window);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private static void refuseFuture(Instant from, Instant now) {
    if (from.isAfter(now)) {
      throw new IllegalArgumentException(
          "--from " + from + " is in the future (it is " + now + "): no record can be judged");
    }
  }

  /** Of what a link mirrors, those that were asked for. */
  List<TopicMapping> among(String link, List<TopicMapping> mirrored) {
    for (String topic : topics) {
      if (mirrored.stream().noneMatch(mapping -> mapping.source().equals(topic))) {
        List<String> names = mirrored.stream().map(TopicMapping::source).toList();
        throw wrong(
            "--topic "
                + topic
                + ": link '"
                + link
                + "' mirrors no such topic. "
                + Nearest.advice(topic, names));
      }
    }
    Optional<Pattern> wanted = pattern();
    List<TopicMapping> chosen =
        mirrored.stream()
            .filter(one -> topics.isEmpty() || topics.contains(one.source()))
            .filter(one -> wanted.isEmpty() || wanted.get().matcher(one.source()).matches())
            .toList();
    return chosen.isEmpty() ? none() : chosen;
  }

  /** Without a link: those named, and those of the source that match. */
  List<TopicMapping> on(Supplier<Cluster> source) {
    if (topics.isEmpty() && pattern == null) {
      throw wrong("say what to judge: --topic NAME, or --topics REGEX ('.*' for all)");
    }
    List<TopicMapping> chosen = new ArrayList<>();
    for (String topic : topics) {
      int sign = topic.indexOf('=');
      String name = sign < 0 ? topic : topic.substring(0, sign);
      String target = sign < 0 ? topic : topic.substring(sign + 1);
      if (name.isBlank() || target.isBlank()) {
        throw wrong("--topic " + topic + ": write NAME or NAME=TARGET");
      }
      chosen.add(new TopicMapping(name, target));
    }
    refuseUnknown(chosen, source.get());
    pattern().ifPresent(wanted -> matching(wanted, source.get(), chosen));
    return chosen.isEmpty() ? none() : chosen;
  }

  /** A slip of the pen must not look like a topic that could not be judged. */
  private static void refuseUnknown(List<TopicMapping> named, Cluster source) {
    Set<String> names = named.isEmpty() ? Set.of() : names(source, true);
    for (TopicMapping topic : named) {
      if (!names.contains(topic.source())) {
        throw wrong(
            "--topic "
                + topic.source()
                + ": the source has no such topic, or its credential lacks DESCRIBE on it. "
                + Nearest.to(topic.source(), names)
                    .map(near -> "Did you mean '" + near + "'?")
                    .orElse("It has " + names.size() + " others"));
      }
    }
  }

  private static Set<String> names(Cluster source, boolean internal) {
    return source.await(
        "listing topics",
        source.admin().listTopics(new ListTopicsOptions().listInternal(internal)).names());
  }

  private static void matching(Pattern wanted, Cluster source, List<TopicMapping> chosen) {
    TreeSet<String> names = new TreeSet<>(names(source, false));
    chosen.forEach(one -> names.remove(one.source()));
    names.stream()
        .filter(name -> !name.startsWith("__") && !name.startsWith("strait."))
        .filter(name -> wanted.matcher(name).matches())
        .forEach(name -> chosen.add(TopicMapping.same(name)));
  }

  private Optional<Pattern> pattern() {
    try {
      return Optional.ofNullable(pattern).map(Pattern::compile);
    } catch (PatternSyntaxException e) {
      throw wrong("--topics " + pattern + ": is no regular expression: " + e.getDescription());
    }
  }

  private static Optional<Instant> time(String option, String text) {
    try {
      return Optional.ofNullable(text).map(TimeWindow::time);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  private List<TopicMapping> none() {
    throw wrong(
        pattern == null
            ? "the link mirrors no topic at present; see 'strait link list'"
            : "no topic matches --topics "
                + pattern
                + " on the source; the whole name must match, as in 'orders.*'");
  }

  private static CommandFailure wrong(String message) {
    return new CommandFailure(ExitCode.USAGE_OR_CONFIG, message);
  }
}
