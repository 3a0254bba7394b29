package io.strait.validator.session;

import io.strait.replicator.cluster.Cluster;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.scope.Selection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;

/**
 * One run of {@code strait verify} over two clusters. Confined to one thread, except {@link #end}.
 * The clusters stay open. Single use.
 */
public final class Session {
  private static final int MOST_NAMES = 1_000;

  private final Cluster source;
  private final Cluster target;
  private final List<TopicMapping> topics;
  private final SessionOptions options;
  private final Clock clock;
  private final Scans scans;

  /** Does nothing yet. */
  public Session(
      Cluster source,
      Cluster target,
      List<TopicMapping> topics,
      SessionOptions options,
      Clock clock) {
    this.source = source;
    this.target = target;
    this.topics = List.copyOf(topics);
    this.options = options;
    this.clock = clock;
    this.scans = new Scans(source, target, this.topics, clock);
  }

  /**
   * Judges.
   *
   * @throws io.strait.replicator.cluster.ClusterException if a cluster does not answer at the start
   * @throws StateException if the state file cannot be used
   * @throws IllegalArgumentException if the selection names what the topics do not have
   */
  public SessionReport run() {
    Instant startedAt = clock.instant();
    TimeBox box = TimeBox.of(options.maxTime(), this::end);
    try {
      Terrain terrain = Terrain.of(source, target, topics, options.selection());
      Composition composition = new Composition(terrain, options, startedAt, clock);
      return options.mode() == Mode.SAMPLE
          ? new Sampling(scans, terrain, options, drawing(terrain)).run(composition)
          : proved(terrain, composition);
    } finally {
      box.close();
    }
  }

  /** Ends the run early, from any thread: what is proved until then is reported and kept. */
  public void end(String why) {
    scans.end(why);
  }

  private SampleRuns drawing(Terrain terrain) {
    BooleanSupplier ended = () -> scans.ended().isPresent();
    Throttle pace = Throttle.of(options.bytesPerSecond(), ended);
    return new SampleRuns(
        terrain, options, new Lookers(source, target, options.scan(), pace, clock, ended));
  }

  private SessionReport proved(Terrain terrain, Composition composition) {
    boolean whole = options.selection().offsets().isEmpty() && options.selection().window().isAll();
    if (!whole && (options.resume() || options.mode() == Mode.SINCE_LAST)) {
      throw new IllegalArgumentException(
          "a range of offsets or a window of time is always judged anew; leave out "
              + (options.resume() ? "--resume" : "--mode since-last"));
    }
    if (!whole || options.state().isEmpty()) {
      return new Proving(source, target, topics, scans, terrain, options, clock).run(composition);
    }
    StateEntry.Head whose = new StateEntry.Head(terrain.sourceCluster(), terrain.targetCluster());
    try (StateFile state = StateFile.open(options.state().get(), whose)) {
      return new Proving(source, target, topics, scans, terrain, options, clock)
          .with(state)
          .run(composition);
    }
  }

  /** What a run was asked for, in words that are equal for equal wishes. */
  static String words(Selection selection, List<TopicMapping> topics) {
    String names =
        String.join(
            ", ", topics.stream().map(one -> one.source() + "=" + one.target()).sorted().toList());
    if (names.length() <= MOST_NAMES) {
      return selection.text() + " of " + names;
    }
    CRC32C crc = new CRC32C();
    crc.update(names.getBytes(StandardCharsets.UTF_8));
    return selection.text()
        + " of "
        + topics.size()
        + " topics (checksum "
        + Long.toHexString(crc.getValue())
        + ")";
  }
}
