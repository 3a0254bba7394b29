package io.strait.validator.audit;

import io.strait.validator.audit.EventWindow.State;
import io.strait.validator.audit.WindowKey.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Tumbling windows over event time, of all topics of a link. Pure: what it is told is all it knows.
 *
 * <p>The sum over a topic's windows and buckets is always the sum of all shares that were added: a
 * window that is no longer kept goes into the bucket for older records. Confined to one thread.
 */
public final class WindowBook {
  private final WindowRule rule;
  private final BiConsumer<AuditEntry, Boolean> changes;
  private final Map<String, Pages> topics = new TreeMap<>();
  private int kept;

  /**
   * Empty.
   *
   * @param changes told every entry that is new or changed (true), or no longer kept (false)
   */
  public WindowBook(WindowRule rule, BiConsumer<AuditEntry, Boolean> changes) {
    this.rule = rule;
    this.changes = changes;
  }

  /** Windows and buckets of a topic. */
  private static final class Pages {
    private final TreeMap<WindowKey, EventWindow> timed = new TreeMap<>();
    private final TreeMap<WindowKey, EventWindow> buckets = new TreeMap<>();
    private final TreeSet<WindowKey> open =
        new TreeSet<>(Comparator.comparing(WindowKey::end).thenComparing(key -> key));
    private TopicTime time;

    private Pages(String topic) {
      this.time = TopicTime.unknown(topic);
    }

    private TreeMap<WindowKey, EventWindow> of(Kind kind) {
      return kind == Kind.TIMED ? timed : buckets;
    }
  }

  /** Takes in what was stored; tells nobody. */
  void restore(EventWindow window) {
    put(pages(window.key().topic()), window);
  }

  /** Takes in what was stored, and lets go of what it says is no longer kept; tells nobody. */
  void restore(TopicTime time) {
    Pages pages = pages(time.topic());
    pages.time = time;
    while (!pages.timed.isEmpty() && pages.timed.firstKey().start() < time.keptFrom()) {
      drop(pages, pages.timed.firstKey());
    }
  }

  /** Adds what a range brought; what is late for its window corrects it. */
  public void add(Map<WindowKey, WindowTally> shares) {
    new TreeMap<>(shares)
        .forEach(
            (key, share) -> {
              if (!share.equals(WindowTally.NONE)) {
                add(key, share);
              }
            });
  }

  /**
   * Moves a topic's watermark forward and closes what it passes; one that lies before does nothing.
   */
  public void advance(String topic, long watermark) {
    Pages pages = pages(topic);
    if (watermark <= pages.time.watermark()) {
      return;
    }
    pages.time = new TopicTime(topic, watermark, pages.time.keptFrom());
    boolean closing = !pages.open.isEmpty() && isPassed(pages, pages.open.first());
    while (!pages.open.isEmpty() && isPassed(pages, pages.open.first())) {
      EventWindow window = pages.timed.get(pages.open.first());
      change(pages, new EventWindow(window.key(), State.CLOSED, window.revision(), window.tally()));
    }
    if (closing) {
      changes.accept(pages.time, true);
    }
  }

  /** How far event time is in a topic. */
  public TopicTime time(String topic) {
    Pages pages = topics.get(topic);
    return pages == null ? TopicTime.unknown(topic) : pages.time;
  }

  /** All topics that have windows or had some. */
  public List<TopicTime> times() {
    return topics.values().stream().map(pages -> pages.time).toList();
  }

  /** All windows and buckets, by topic and time. */
  public List<EventWindow> windows() {
    List<EventWindow> all = new ArrayList<>();
    topics
        .values()
        .forEach(
            pages -> {
              all.addAll(pages.buckets.values());
              all.addAll(pages.timed.values());
            });
    return all;
  }

  /** How many windows are kept, buckets not counted. */
  public int size() {
    return kept;
  }

  private void add(WindowKey key, WindowTally share) {
    Pages pages = pages(key.topic());
    if (key.kind() == Kind.TIMED && key.start() < pages.time.keptFrom()) {
      add(WindowKey.bucket(key.topic(), Kind.OLDER), share);
      return;
    }
    EventWindow before = pages.of(key.kind()).get(key);
    boolean late = key.kind() == Kind.TIMED && isPassed(pages, key);
    int revision = before == null ? 0 : before.revision();
    change(
        pages,
        new EventWindow(
            key,
            late ? State.CLOSED : State.PRELIMINARY,
            late ? revision + 1 : revision,
            before == null ? share : before.tally().plus(share)));
    evict(pages);
  }

  private boolean isPassed(Pages pages, WindowKey key) {
    return pages.time.watermark() != Long.MIN_VALUE
        && key.end() + rule.allowedLateness().toMillis() <= pages.time.watermark();
  }

  private void evict(Pages pages) {
    while (pages.timed.size() > rule.perTopic()) {
      evictOldest(pages);
    }
    while (kept > rule.inAll()) {
      evictOldest(
          topics.values().stream()
              .max(Comparator.comparingInt(one -> one.timed.size()))
              .orElseThrow());
    }
  }

  private void evictOldest(Pages pages) {
    EventWindow oldest = pages.timed.firstEntry().getValue();
    drop(pages, oldest.key());
    pages.time =
        new TopicTime(
            oldest.key().topic(),
            pages.time.watermark(),
            Math.max(pages.time.keptFrom(), oldest.key().start() + 1));
    changes.accept(oldest, false);
    changes.accept(pages.time, true);
    add(WindowKey.bucket(oldest.key().topic(), Kind.OLDER), oldest.tally());
  }

  private void change(Pages pages, EventWindow window) {
    put(pages, window);
    changes.accept(window, true);
  }

  private void put(Pages pages, EventWindow window) {
    boolean added = pages.of(window.key().kind()).put(window.key(), window) == null;
    if (window.key().kind() == Kind.TIMED) {
      kept += added ? 1 : 0;
      if (window.state() == State.PRELIMINARY) {
        pages.open.add(window.key());
      } else {
        pages.open.remove(window.key());
      }
    }
  }

  private void drop(Pages pages, WindowKey key) {
    pages.open.remove(key);
    if (pages.timed.remove(key) != null) {
      kept--;
    }
  }

  private Pages pages(String topic) {
    return topics.computeIfAbsent(topic, Pages::new);
  }
}
