package io.strait.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Two clusters whose logs are always copied in time, so they share one log; who may write is
 * checked at each append. Sent records stay in flight until they are settled one by one.
 */
final class FakeEstate implements ProducerOpener {
  /** One record at a broker's door. */
  private static final class Flight {
    final ProducerRecord<byte[], byte[]> record;
    final Callback callback;
    long offset = -1;

    Flight(ProducerRecord<byte[], byte[]> record, Callback callback) {
      this.record = record;
      this.callback = callback;
    }
  }

  private final Map<Integer, List<String>> log = new HashMap<>();
  private final Set<String> denied = new HashSet<>();
  private final List<String> opened = new ArrayList<>();
  private final Deque<Flight> inFlight = new ArrayDeque<>();
  private final Runnable beforeAppend;
  private String openCluster = "none";
  private final Set<String> strangers = new HashSet<>();
  private boolean notLetIn;
  private boolean failed;
  private long retries;
  private long sent;

  FakeEstate(Runnable beforeAppend) {
    this.beforeAppend = beforeAppend;
  }

  @Override
  public Session open(String alias) {
    if (!openCluster.equals("none")) {
      throw new AssertionError("SingleAuthority: " + openCluster + " is still open");
    }
    opened.add(alias);
    openCluster = alias;
    long before = retries;
    long sentBefore = sent;
    notLetIn = strangers.contains(alias);
    return new Session(
        alias, new FakeProducer(this), () -> retries - before, () -> sent - sentBefore);
  }

  void closed() {
    failed = false;
    while (!inFlight.isEmpty()) {
      Flight lost = inFlight.poll();
      lost.callback.onCompletion(null, new TimeoutException("closed"));
    }
    openCluster = "none";
  }

  /**
   * As KafkaProducer: the first record of a producer that is not let in ends with the error, later
   * ones throw it as a cause and end with it besides.
   */
  void sent(ProducerRecord<byte[], byte[]> record, Callback callback) {
    if (!notLetIn) {
      sent++;
      inFlight.add(new Flight(record, callback));
      return;
    }
    SaslAuthenticationException error = new SaslAuthenticationException("not let in");
    boolean again = failed;
    failed = true;
    callback.onCompletion(null, error);
    if (again) {
      throw new KafkaException("in an error state", error);
    }
  }

  /** The oldest one in flight reaches the broker and is answered. */
  void settle() {
    Flight one = inFlight.poll();
    if (one == null) {
      return;
    }
    if (denied.contains(openCluster)) {
      one.callback.onCompletion(null, new TopicAuthorizationException(Set.of(one.record.topic())));
    } else {
      append(one);
      TopicPartition partition = new TopicPartition(one.record.topic(), one.record.partition());
      one.callback.onCompletion(
          new RecordMetadata(partition, one.offset, 0, one.record.timestamp(), 1, 1), null);
    }
  }

  /** The oldest one is appended, but its answer is lost: the producer will send it again. */
  void loseAnswer() {
    Flight one = inFlight.peek();
    if (one != null && !denied.contains(openCluster)) {
      append(one);
      retries++;
    }
  }

  /** The oldest one ends unknown: written or not. */
  void timeOut(boolean written) {
    Flight one = inFlight.poll();
    if (one == null) {
      return;
    }
    if (written && !denied.contains(openCluster)) {
      append(one);
    }
    one.callback.onCompletion(null, new TimeoutException("no answer"));
  }

  private void append(Flight one) {
    if (one.offset < 0) {
      beforeAppend.run();
      List<String> partition = log.computeIfAbsent(one.record.partition(), p -> new ArrayList<>());
      one.offset = partition.size();
      partition.add(new String(one.record.value()));
    }
  }

  void settleAll() {
    while (!inFlight.isEmpty()) {
      settle();
    }
  }

  int inFlight() {
    return inFlight.size();
  }

  void deny(String alias) {
    denied.add(alias);
  }

  /** Producers that are opened there from now on are not let in. */
  void lockOut(String alias) {
    strangers.add(alias);
  }

  void letIn(String alias) {
    strangers.remove(alias);
  }

  void allow(String alias) {
    denied.remove(alias);
  }

  List<String> log(int partition) {
    return log.getOrDefault(partition, List.of());
  }

  List<String> opened() {
    return opened;
  }
}
