package io.strait.validator.slo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was counted of one link, in buckets of time, several resolutions at once. Bounded: a bucket
 * goes when its resolution does not reach back so far any more.
 *
 * <p>Counts are kept apart by who counted them, so that two processes that both believe to own a
 * link for a moment never overwrite each other. Used by one thread.
 */
public final class EventBuckets {
  /**
   * Where a bucket stands.
   *
   * @param tier index of the resolution
   * @param bucket number of the bucket within it
   * @param writer who counted
   */
  public record Key(int tier, long bucket, String writer) {}

  private final List<Tier> tiers;
  private final String writer;
  private final List<TreeMap<Long, Map<String, Map<Sli, Counts>>>> buckets = new ArrayList<>();
  private final Set<Key> changed = new LinkedHashSet<>();

  /** Empty. */
  public EventBuckets(List<Tier> tiers, String writer) {
    this.tiers = List.copyOf(tiers);
    this.writer = writer;
    tiers.forEach(tier -> buckets.add(new TreeMap<>()));
  }

  /** Counts events. */
  public void add(SliSample sample) {
    if (sample.good() + sample.bad() == 0) {
      return;
    }
    Counts more = new Counts(sample.good(), sample.bad());
    for (int i = 0; i < tiers.size(); i++) {
      Key key = new Key(i, tiers.get(i).bucket(sample.at()), writer);
      counts(key).merge(sample.sli(), more, Counts::plus);
      changed.add(key);
    }
  }

  /** Takes over what another writer stored; the same key again replaces it. */
  public void restore(Key key, Map<Sli, Counts> stored) {
    if (key.tier() >= 0 && key.tier() < tiers.size() && !key.writer().equals(writer)) {
      Map<Sli, Counts> counts = counts(key);
      counts.clear();
      counts.putAll(stored);
    }
  }

  /** Sum of the newest buckets that make up the time; the one that is not over yet included. */
  public Counts sum(Sli sli, Instant now, Duration time) {
    int finest = finest(time);
    Tier tier = tiers.get(finest);
    long last = tier.bucket(now);
    Counts sum = Counts.NONE;
    for (Map<String, Map<Sli, Counts>> writers :
        buckets.get(finest).subMap(last - tier.buckets(time), false, last, true).values()) {
      for (Map<Sli, Counts> counts : writers.values()) {
        sum = sum.plus(counts.getOrDefault(sli, Counts.NONE));
      }
    }
    return sum;
  }

  /** Since when there are counts, at most the time back; empty if there are none. */
  public Optional<Instant> since(Sli sli, Instant now, Duration time) {
    Optional<Instant> oldest = Optional.empty();
    for (int i = 0; i < tiers.size(); i++) {
      Optional<Instant> first = first(i, sli, now.minus(time));
      if (first.isPresent()) {
        oldest = later(oldest, first, tiers.get(i).width());
      }
    }
    return oldest;
  }

  /** The counts of one bucket; empty if it is gone. */
  public Map<Sli, Counts> at(Key key) {
    return Optional.ofNullable(buckets.get(key.tier()).get(key.bucket()))
        .map(writers -> writers.get(key.writer()))
        .map(Map::copyOf)
        .orElseGet(Map::of);
  }

  /** What this process changed since the last call; each is to be stored as it is then. */
  public List<Key> takeChanged() {
    List<Key> taken = List.copyOf(changed);
    changed.clear();
    return taken;
  }

  /** Another writer's bucket is not stored any more. */
  public void drop(Key key) {
    if (key.tier() >= 0 && key.tier() < tiers.size() && !key.writer().equals(writer)) {
      Optional.ofNullable(buckets.get(key.tier()).get(key.bucket()))
          .ifPresent(writers -> writers.remove(key.writer()));
    }
  }

  /** Forgets what is too old and says what; to be forgotten where it is stored, too. */
  public List<Key> takeExpired(Instant now) {
    List<Key> expired = new ArrayList<>();
    for (int i = 0; i < tiers.size(); i++) {
      Tier tier = tiers.get(i);
      Map<Long, Map<String, Map<Sli, Counts>>> old =
          buckets.get(i).headMap(tier.bucket(now) - tier.buckets(tier.kept()), true);
      for (Map.Entry<Long, Map<String, Map<Sli, Counts>>> one : old.entrySet()) {
        for (String who : one.getValue().keySet()) {
          expired.add(new Key(i, one.getKey(), who));
        }
      }
      old.clear();
    }
    changed.removeAll(expired);
    return expired;
  }

  /** How many buckets are held, each writer's counted. */
  public int size() {
    return buckets.stream().flatMap(tier -> tier.values().stream()).mapToInt(Map::size).sum();
  }

  private Map<Sli, Counts> counts(Key key) {
    return buckets
        .get(key.tier())
        .computeIfAbsent(key.bucket(), number -> new TreeMap<>())
        .computeIfAbsent(key.writer(), who -> new EnumMap<>(Sli.class));
  }

  /** The finest resolution that reaches back so far; else the one that reaches furthest. */
  private int finest(Duration time) {
    for (int i = 0; i < tiers.size(); i++) {
      if (tiers.get(i).kept().compareTo(time) >= 0) {
        return i;
      }
    }
    return tiers.size() - 1;
  }

  private Optional<Instant> first(int tier, Sli sli, Instant from) {
    long width = tiers.get(tier).width().toMillis();
    for (Map.Entry<Long, Map<String, Map<Sli, Counts>>> one : buckets.get(tier).entrySet()) {
      Instant start = Instant.ofEpochMilli(one.getKey() * width);
      boolean counted = one.getValue().values().stream().anyMatch(by -> by.containsKey(sli));
      if (counted && start.plusMillis(width).isAfter(from)) {
        return Optional.of(start.isBefore(from) ? from : start);
      }
    }
    return Optional.empty();
  }

  /** A coarse bucket may begin before its first event: a finer one inside it knows better. */
  private static Optional<Instant> later(
      Optional<Instant> fine, Optional<Instant> coarse, Duration width) {
    boolean inside = fine.isPresent() && fine.get().isBefore(coarse.orElseThrow().plus(width));
    return inside ? fine : coarse;
  }
}
