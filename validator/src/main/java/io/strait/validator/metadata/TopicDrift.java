package io.strait.validator.metadata;

import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.FindingCode;
import io.strait.validator.check.Moved;
import io.strait.validator.check.ResourceFinding;
import io.strait.validator.check.ResourceReport;
import io.strait.validator.metadata.TopicView.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares topics, their partition counts and configurations. Pure; one use.
 *
 * <p>TOPIC_MISSING: a topic of the source is not on the target. PARTITION_DRIFT: other counts; no
 * record is lost by that, but keys may go elsewhere, and a mirror with fewer cannot be written.
 * CONFIG_DRIFT: another value holds; set it on the side that moved, or declare it under {@code
 * twin.topics.configs}.
 */
public final class TopicDrift {
  private final TopicScope scope;
  private final List<ResourceFinding> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long compared;

  /** Compares by these declarations. */
  public TopicDrift(TopicScope scope) {
    this.scope = scope;
  }

  /**
   * Compares.
   *
   * @param source by name; topics that are not there do not exist on the source
   * @param target by name on the target
   * @param unread what could not be read of either side; topics that it is about must be left out
   *     of the scope
   */
  public ResourceReport judge(
      Map<String, TopicView> source, Map<String, TopicView> target, List<String> unread) {
    Set<String> gone = new TreeSet<>();
    for (TopicMapping topic : scope.topics()) {
      TopicView here = source.get(topic.source());
      TopicView there = target.get(topic.target());
      compared++;
      if (here == null) {
        gone.add(topic.source());
      } else if (there == null) {
        missing(topic, here);
      } else {
        both(topic, here, there);
      }
    }
    if (!gone.isEmpty()) {
      notes.add("the source has no such topics, so nothing is compared with them: " + gone);
    }
    return new ResourceReport("topics", compared, findings, unread, notes);
  }

  private void missing(TopicMapping topic, TopicView here) {
    Moved who = applied(topic).isPresent() ? Moved.TARGET : scope.unapplied();
    findings.add(
        new ResourceFinding(
            FindingCode.TOPIC_MISSING,
            resource(topic),
            "",
            Optional.of(here.partitions() + " partitions"),
            Optional.empty(),
            who,
            "the target has no topic '" + topic.target() + "'",
            Optional.empty()));
  }

  private void both(TopicMapping topic, TopicView here, TopicView there) {
    if (here.partitions() != there.partitions()) {
      ResourceFinding found =
          new ResourceFinding(
              FindingCode.PARTITION_DRIFT,
              resource(topic),
              "partitions",
              Optional.of(Integer.toString(here.partitions())),
              Optional.of(Integer.toString(there.partitions())),
              grown(here, there),
              "topic '" + topic.target() + "' has another number of partitions",
              Optional.empty());
      findings.add(scope.spread() ? found.explained("declared to be spread anew by key") : found);
    }
    Set<String> keys = new TreeSet<>(here.settings().keySet());
    keys.retainAll(there.settings().keySet());
    keys.forEach(
        key -> setting(topic, key, here.settings().get(key), there.settings().get(key), there));
  }

  /** Counts only grow, so the side that has more moved. */
  private Moved grown(TopicView here, TopicView there) {
    if (scope.applied().isEmpty()) {
      return Moved.UNKNOWN;
    }
    return here.partitions() > there.partitions() ? Moved.SOURCE : Moved.TARGET;
  }

  private void setting(
      TopicMapping topic, String key, Setting here, Setting there, TopicView mirror) {
    Optional<String> fixed = Optional.ofNullable(scope.fixed().get(key));
    boolean judged = fixed.isPresent() || ExpectedSettings.isJudged(key, here, there);
    compared += judged ? 1 : 0;
    if (!judged || ExpectedSettings.areSame(fixed.orElse(here.value()), there.value())) {
      return;
    }
    ResourceFinding found =
        new ResourceFinding(
            FindingCode.CONFIG_DRIFT,
            resource(topic),
            key,
            Optional.of(fixed.orElse(here.value())),
            Optional.of(there.value()),
            who(topic, key, here, there),
            fixed.isPresent()
                ? "the mirror is declared to have '" + fixed.get() + "'"
                : "other values hold" + set(here, there),
            Optional.empty());
    findings.add(
        fixed.isPresent()
            ? found
            : declared(key)
                .or(() -> ExpectedSettings.reason(key, here, there, mirror.replicas()))
                .map(found::explained)
                .orElse(found));
  }

  private Optional<String> declared(String key) {
    return Optional.ofNullable(scope.undecided().get(key))
        .or(
            () ->
                scope
                    .settable()
                    .filter(keys -> !keys.contains(key))
                    .map(keys -> "whoever runs the target decides it"));
  }

  private static String set(Setting here, Setting there) {
    return " (source: "
        + (here.own() ? "set" : "default")
        + ", target: "
        + (there.own() ? "set" : "default")
        + ")";
  }

  private Moved who(TopicMapping topic, String key, Setting here, Setting there) {
    Optional<Map<String, String>> applied = applied(topic);
    if (applied.isEmpty()) {
      return scope.unapplied();
    }
    String last = applied.get().get(key);
    return last == null
        ? Moved.of(here.own(), there.own())
        : Moved.of(
            !ExpectedSettings.areSame(last, here.value()),
            !ExpectedSettings.areSame(last, there.value()));
  }

  private Optional<Map<String, String>> applied(TopicMapping topic) {
    return scope.applied().map(all -> all.get(topic.target()));
  }

  private static String resource(TopicMapping topic) {
    return "topic " + topic.source();
  }
}
