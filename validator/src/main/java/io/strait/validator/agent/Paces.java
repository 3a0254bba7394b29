package io.strait.validator.agent;

import io.strait.validator.log.Pace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The paces that coordinators ask for: all questions of one scan share one. A scan that has not
 * asked for long is forgotten when there are many. Safe for use by several threads.
 */
final class Paces {
  private static final int MOST = 64;
  private static final int LONGEST_SCAN = 64;

  private final LongFunction<Pace> making;
  private final Map<String, Pace> scans =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pace> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Empty.
   *
   * @param making a pace of so many bytes per second, 1 or more
   */
  Paces(LongFunction<Pace> making) {
    this.making = making;
  }

  /** The pace that a question names; free where it names none. */
  Pace of(Fields question) {
    Optional<Fields> asked = question.maybe("pace");
    if (asked.isEmpty()) {
      return Pace.FREE;
    }
    String scan = asked.get().text("scan", LONGEST_SCAN);
    long rate = asked.get().number("rate", 1, Long.MAX_VALUE);
    asked.get().done();
    synchronized (scans) {
      return scans.computeIfAbsent(scan + "/" + rate, name -> making.apply(rate));
    }
  }
}
