package io.strait.ops.bench.cell;

import io.strait.ops.bench.host.BenchFailure;
import io.strait.ops.bench.host.Program;
import io.strait.ops.bench.lab.Lab;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Waits for the first record of a topic to appear on the target. */
final class FirstRecord {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final byte[] VALUE = new byte[100];

  private final Lab lab;
  private final Duration patience;

  FirstRecord(Lab lab, Duration patience) {
    this.lab = lab;
    this.patience = patience;
  }

  /** Writes a record without a key to partition 0 of the source. */
  void write(String topic) {
    try (Producer<byte[], byte[]> producer = lab.sourceTopics().cluster().producer(Map.of())) {
      producer.send(new ProducerRecord<>(topic, 0, null, VALUE));
      producer.flush();
    }
  }

  /**
   * Waits for it; looks every 10 ms.
   *
   * @return {@link System#nanoTime} when it was seen
   * @throws BenchFailure when the engine ends or patience does
   */
  long await(Program program, String topic) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!lab.targetTopics().holdsRecords(topic)) {
      program.requireAlive();
      if (System.nanoTime() - deadline > 0) {
        throw new BenchFailure(
            "no record of "
                + topic
                + " arrived within "
                + patience.toSeconds()
                + " s; the log ends:\n"
                + program.tail());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return System.nanoTime();
  }

  /** Returns when the engine is at work: a record written now has arrived. */
  void probe(Program program, String topic) {
    write(topic);
    await(program, topic);
  }
}
