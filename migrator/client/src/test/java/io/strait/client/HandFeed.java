package io.strait.client;

/** A route changed by hand. */
final class HandFeed implements RouteFeed {
  private volatile Route current;
  private volatile long acknowledged;
  private volatile boolean closed;
  private volatile Runnable news = () -> {};

  HandFeed(Authority first) {
    current = new Route("wave", 1, first, "east", "west");
  }

  /** Publishes the next epoch. */
  Route publish(Authority authority) {
    current = new Route("wave", current.epoch() + 1, authority, "east", "west");
    news.run();
    return current;
  }

  long acknowledged() {
    return acknowledged;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public Route current() {
    return current;
  }

  @Override
  public void acknowledge(long epoch) {
    acknowledged = epoch;
  }

  @Override
  public void onChange(Runnable changed) {
    news = changed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
