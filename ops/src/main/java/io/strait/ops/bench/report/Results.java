package io.strait.ops.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Results as they come in. For one thread. */
public final class Results {
  private final Map<Subject, Result> bySubject = new LinkedHashMap<>();
  private final List<Unmeasured> unmeasured = new ArrayList<>();

  /** Adds a run that counts. */
  public void add(Subject subject, Map<String, Double> figures) {
    result(subject).runs().add(Collections.unmodifiableMap(new LinkedHashMap<>(figures)));
  }

  /** Adds a run that does not count. */
  public void fail(Subject subject, String reason) {
    result(subject).failures().add(reason);
  }

  /** Adds a run for which there was no time. */
  public void leaveOut(Unmeasured run) {
    unmeasured.add(run);
  }

  /** Runs for which there was no time, in order. */
  public List<Unmeasured> unmeasured() {
    return List.copyOf(unmeasured);
  }

  private Result result(Subject subject) {
    return bySubject.computeIfAbsent(
        subject, s -> new Result(s, new ArrayList<>(), new ArrayList<>()));
  }

  /** All, in the order in which their first runs came. */
  public List<Result> all() {
    return List.copyOf(bySubject.values());
  }

  /** Median of a figure, if there is one. */
  public OptionalDouble median(Subject subject, String figure) {
    Result result = bySubject.get(subject);
    return result == null ? OptionalDouble.empty() : result.median(figure);
  }
}
