package io.strait.ops.demo;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Adds up the CPU time of the engine's own threads, found by their name.
 *
 * <p>Threads come and go with the links, so it is sampled; what a thread used after its last sample
 * is not counted. Safe for use by several threads.
 */
final class EngineCpu {
  private final String prefix;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Map<Long, Long> nanosByThread = new ConcurrentHashMap<>();

  /** Counts the threads whose name begins with the prefix. */
  EngineCpu(String prefix) {
    this.prefix = prefix;
  }

  void sample() {
    long[] ids = threads.getAllThreadIds();
    for (ThreadInfo info : threads.getThreadInfo(ids)) {
      if (info != null && info.getThreadName().startsWith(prefix)) {
        long nanos = threads.getThreadCpuTime(info.getThreadId());
        if (nanos >= 0) {
          nanosByThread.merge(info.getThreadId(), nanos, Math::max);
        }
      }
    }
  }

  /** CPU seconds seen so far. */
  double seconds() {
    return nanosByThread.values().stream().mapToLong(Long::longValue).sum() / 1e9;
  }
}
