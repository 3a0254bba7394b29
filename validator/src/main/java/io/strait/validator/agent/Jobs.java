package io.strait.validator.agent;

import io.strait.validator.log.ScanCancelled;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Work that takes longer than a request may. A bounded number of jobs; one that nobody asks after
 * for {@link #LEASE} is given up, running or done. Safe for use by several threads.
 */
final class Jobs implements AutoCloseable {
  /** How long a job lives without being asked after. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private final int most;
  private final Clock clock;
  private final Supplier<String> ids;
  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final ExecutorService workers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "strait-agent");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean closed;

  /**
   * Starts nothing.
   *
   * @param most jobs that may exist at a time, 1 or more
   * @param ids new names that cannot be guessed
   */
  Jobs(int most, Clock clock, Supplier<String> ids) {
    this.most = most;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Begins a job.
   *
   * @param work given what it must tell its progress; that throws when the job is given up
   * @return its name; empty when there are too many
   */
  synchronized Optional<String> begin(Function<Reading, Object> work) {
    jobs.values().removeIf(job -> job.isForgotten());
    if (jobs.size() >= most || closed) {
      return Optional.empty();
    }
    Job job = new Job();
    String id = ids.get();
    jobs.put(id, job);
    Callable<Object> task = () -> work.apply(job::progress);
    job.result = workers.submit(task);
    return Optional.of(id);
  }

  /** The job of that name, whose lease begins anew; empty when there is none. */
  Optional<Job> find(String id) {
    Optional<Job> job = Optional.ofNullable(jobs.get(id));
    job.ifPresent(found -> found.asked.set(clock.millis()));
    return job;
  }

  /** Ends a job and forgets it. */
  void drop(String id) {
    Job job = jobs.remove(id);
    if (job != null) {
      job.given = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    jobs.values().forEach(job -> job.given = true);
    jobs.clear();
    workers.shutdown();
  }

  /** One piece of work. */
  final class Job {
    private final AtomicLong asked = new AtomicLong(clock.millis());
    private volatile long done;
    private volatile long bytes;
    private volatile boolean given;
    private volatile Future<Object> result;

    Future<Object> result() {
      return result;
    }

    /** Records read so far. */
    long done() {
      return done;
    }

    /** Bytes of them. */
    long bytes() {
      return bytes;
    }

    private void progress(long records, long bytesRead) {
      done = records;
      bytes = bytesRead;
      if (given || (records & 1_023) == 0 && isForgotten()) {
        throw new ScanCancelled();
      }
    }

    private boolean isForgotten() {
      return clock.millis() - asked.get() > LEASE.toMillis();
    }
  }
}
