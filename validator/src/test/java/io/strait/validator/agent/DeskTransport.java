package io.strait.validator.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** FAKE of the network: carries questions to a desk in this process; counts bodies only. */
final class DeskTransport implements Transport {
  private final AgentDesk desk;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();
  private volatile long diesAt = Long.MAX_VALUE;
  private volatile String unknown = "";

  DeskTransport(AgentDesk desk) {
    this.desk = desk;
  }

  /** As an agent of an older release: it does not know this question. */
  DeskTransport without(String question) {
    unknown = question;
    return this;
  }

  /** From this question on, nothing is answered. */
  void dieAt(long question) {
    diesAt = question;
  }

  @Override
  public String where() {
    return "memory:";
  }

  @Override
  public AgentAnswer ask(String question, byte[] body, Duration atMost) throws IOException {
    if (asked.incrementAndGet() >= diesAt) {
      throw new IOException("connection refused");
    }
    AgentAnswer answer = desk.answer(question.equals(unknown) ? "no-" + question : question, body);
    sent.addAndGet(body.length);
    received.addAndGet(answer.body().length);
    return answer;
  }

  @Override
  public long sent() {
    return sent.get();
  }

  @Override
  public long received() {
    return received.get();
  }

  @Override
  public void close() {
    desk.close();
  }
}
