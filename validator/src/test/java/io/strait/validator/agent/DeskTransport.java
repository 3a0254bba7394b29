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

  DeskTransport(AgentDesk desk) {
    this.desk = desk;
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
    AgentAnswer answer = desk.answer(question, body);
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
