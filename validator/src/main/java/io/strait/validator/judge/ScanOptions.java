package io.strait.validator.judge;

import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.OffsetRelation;
import io.strait.validator.contract.Contract;
import io.strait.validator.contract.OffsetClaim;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How a scan works.
 *
 * @param contracts what each topic is declared to be on the target; asked once per partition
 * @param window smallest window in offsets, a power of two, 1 to 2^20; longer logs get wider ones
 * @param threads worker threads, 1 to 64; each holds one consumer per side
 * @param samples most findings kept per partition and code, 1 or more; counts stay exact
 * @param lookahead most records per side buffered while two logs are brought back into step, 1,024
 *     or more
 * @param grace how long a difference must last before it is a finding, and how long a demanded
 *     range may take to arrive on the target; zero for logs at rest
 * @param tailGrace how long a target may stand still below the end of its source before what it
 *     lacks there is missing and not merely behind; never less than {@code grace}, save for zero,
 *     which judges a copy at rest at once
 * @param stall how long a read may make no progress before the range counts as unreadable
 * @param seed secret of the digests; draw a new one for every scan
 * @param mode how closely records are looked at
 * @param hooks who hears of the scan while it runs
 */
public record ScanOptions(
    Function<TopicMapping, Contract> contracts,
    int window,
    int threads,
    int samples,
    int lookahead,
    Duration grace,
    Duration tailGrace,
    Duration stall,
    long seed,
    ScanMode mode,
    ScanHooks hooks) {

  /** Refuses values outside the ranges given above. */
  public ScanOptions {
    check("window", window, 1, 1 << 20);
    check("threads", threads, 1, 64);
    check("samples", samples, 1, 10_000);
    check("lookahead", lookahead, 1_024, 1 << 24);
    if (Integer.bitCount(window) != 1) {
      throw new IllegalArgumentException("window " + window + ": must be a power of two");
    }
    if (grace.isNegative() || tailGrace.isNegative() || stall.isNegative() || stall.isZero()) {
      throw new IllegalArgumentException(
          "grace "
              + grace
              + ", tail grace "
              + tailGrace
              + ", stall "
              + stall
              + ": both graces must be 0 or more, stall above 0");
    }
  }

  /** Exact offsets, two threads, a grace of 2 s, 5 s for the tail, a fresh seed. */
  public static ScanOptions defaults() {
    return new ScanOptions(
        topic -> Contract.PLAIN,
        1_024,
        2,
        10,
        1 << 18,
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        new SecureRandom().nextLong(),
        ScanMode.FULL,
        ScanHooks.NONE);
  }

  /** The same where all topics are plain copies at the images of one relation. */
  public ScanOptions withRelation(OffsetRelation relation) {
    Contract contract = Contract.PLAIN.with(new OffsetClaim.Related(relation, relation.toString()));
    return withContracts(topic -> contract);
  }

  /** The same with other declarations. */
  public ScanOptions withContracts(Function<TopicMapping, Contract> value) {
    return with(draft -> draft.contracts = value);
  }

  /** The same with another smallest window. */
  public ScanOptions withWindow(int value) {
    return with(draft -> draft.window = value);
  }

  /** The same with another number of threads. */
  public ScanOptions withThreads(int value) {
    return with(draft -> draft.threads = value);
  }

  /** The same looking less or further ahead. */
  public ScanOptions withLookahead(int value) {
    return with(draft -> draft.lookahead = value);
  }

  /** The same with as many findings kept per partition and code. */
  public ScanOptions withSamples(int value) {
    return with(draft -> draft.samples = value);
  }

  /** The same with another grace. */
  public ScanOptions withGrace(Duration value) {
    return with(draft -> draft.grace = value);
  }

  /** The same with another patience for the end of the target. */
  public ScanOptions withTailGrace(Duration value) {
    return with(draft -> draft.tailGrace = value);
  }

  /** The same with another seed. */
  public ScanOptions withSeed(long value) {
    return with(draft -> draft.seed = value);
  }

  /** The same with another listener. */
  public ScanOptions withProgress(Consumer<ScanProgress> value) {
    return withHooks(hooks.withProgress(value));
  }

  /** The same looked at as closely as this. */
  public ScanOptions withMode(ScanMode value) {
    return with(draft -> draft.mode = value);
  }

  /** The same with other hooks. */
  public ScanOptions withHooks(ScanHooks value) {
    return with(draft -> draft.hooks = value);
  }

  private ScanOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  /** Options while one of them changes. */
  private static final class Draft {
    private Function<TopicMapping, Contract> contracts;
    private int window;
    private int threads;
    private int samples;
    private int lookahead;
    private Duration grace;
    private Duration tailGrace;
    private final Duration stall;
    private long seed;
    private ScanMode mode;
    private ScanHooks hooks;

    Draft(ScanOptions from) {
      contracts = from.contracts;
      window = from.window;
      threads = from.threads;
      samples = from.samples;
      lookahead = from.lookahead;
      grace = from.grace;
      tailGrace = from.tailGrace;
      stall = from.stall;
      seed = from.seed;
      mode = from.mode;
      hooks = from.hooks;
    }

    ScanOptions done() {
      return new ScanOptions(
          contracts, window, threads, samples, lookahead, grace, tailGrace, stall, seed, mode,
          hooks);
    }
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "scan option " + name + " = " + value + ": must be " + least + " to " + most);
    }
  }
}
