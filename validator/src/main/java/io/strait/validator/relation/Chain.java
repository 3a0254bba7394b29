package io.strait.validator.relation;

import io.strait.validator.contract.Expectation;
import io.strait.validator.contract.Obstacle;
import io.strait.validator.digest.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Several declarations together: each sees the source record as the ones before it left it, so list
 * them in the order in which the copy does them. On the target's side each takes away what it
 * names, in the same order.
 *
 * @param links at least two
 */
public record Chain(List<Expectation> links) implements Expectation {
  /** Keeps a copy. */
  public Chain {
    links = List.copyOf(links);
  }

  /** All of these; what declares nothing is left out. */
  public static Expectation of(List<Expectation> expectations) {
    List<Expectation> kept =
        expectations.stream()
            .filter(one -> !one.isIdentity() || one.unprovable().isPresent())
            .toList();
    if (kept.isEmpty()) {
      return Expectation.SAME;
    }
    return kept.size() == 1 ? kept.get(0) : new Chain(kept);
  }

  @Override
  public Optional<LogRecord> expected(LogRecord source) {
    LogRecord left = source;
    for (Expectation one : links) {
      Optional<LogRecord> next = one.expected(left);
      if (next.isEmpty()) {
        return next;
      }
      left = next.get();
    }
    return Optional.of(left);
  }

  @Override
  public LogRecord seen(LogRecord target) {
    LogRecord left = target;
    for (Expectation one : links) {
      left = one.seen(left);
    }
    return left;
  }

  @Override
  public boolean isIdentity() {
    return links.stream().allMatch(Expectation::isIdentity);
  }

  @Override
  public String text() {
    return links.stream().map(Expectation::text).collect(Collectors.joining("; "));
  }

  @Override
  public Expectation open() {
    return new Chain(links.stream().map(Expectation::open).toList());
  }

  @Override
  public Optional<Obstacle> unprovable() {
    return links.stream().flatMap(one -> one.unprovable().stream()).findFirst();
  }

  @Override
  public List<String> notes() {
    List<String> all = new ArrayList<>();
    links.forEach(one -> all.addAll(one.notes()));
    return all;
  }
}
