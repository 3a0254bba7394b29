package io.strait.replicator.engine;

/**
 * How much may be unanswered on one connection: twice what the target acknowledges in the shortest
 * round trip seen (bandwidth times delay, as in BBR), and always one request. So it is deep on a
 * long network, shallow on a short one, and back at one request when there is little to send. One
 * thread; times are nanoseconds of any one clock.
 */
final class SendWindow {
  private static final long SHORTEST_NANOS = 5_000_000;
  private static final long SHORTEST_LINGER = 5_000_000;
  private static final int LINGER_PART = 8;
  private static final double RATE_DECAY = 0.05;

  private final long least;
  private final int mostRequests;
  private double bytesPerNano;
  private double shortestTrip = SHORTEST_NANOS;
  private boolean measured;
  private long delivered;
  private long flying;
  private int requests;

  /** One request on its way. */
  record Ticket(long bytes, long at, long deliveredBefore) {}

  /**
   * @param least bytes that may fly in any case
   * @param mostRequests that may fly in any case
   */
  SendWindow(long least, int mostRequests) {
    this.least = least;
    this.mostRequests = mostRequests;
  }

  /** Bytes that may be unanswered. */
  long bytes() {
    return Math.max(least, (long) (2 * Math.max(SHORTEST_NANOS, shortestTrip) * bytesPerNano));
  }

  /** Whether nothing is unanswered. */
  boolean isIdle() {
    return requests == 0;
  }

  /** Whether another request may go. */
  boolean isOpen() {
    return requests == 0 || requests < mostRequests && flying < bytes();
  }

  /** How long little data waits for company while something is unanswered, in nanoseconds. */
  long lingerNanos() {
    return Math.max(SHORTEST_LINGER, (long) (shortestTrip / LINGER_PART));
  }

  Ticket sent(long bytes, long now) {
    flying += bytes;
    requests++;
    return new Ticket(bytes, now, delivered);
  }

  /** It was answered well. */
  void answered(Ticket ticket, long now) {
    over(ticket);
    delivered += ticket.bytes();
    double trip = Math.max(1, now - ticket.at());
    double rate = (delivered - ticket.deliveredBefore()) / trip;
    bytesPerNano += rate > bytesPerNano ? rate - bytesPerNano : (rate - bytesPerNano) * RATE_DECAY;
    // Only ever shorter: trips through a full window are long because the window is full.
    shortestTrip = measured ? Math.min(shortestTrip, trip) : trip;
    measured = true;
  }

  /** The connection broke: what was measured was another way through the network. */
  void lost(Ticket ticket) {
    over(ticket);
    bytesPerNano = 0;
    shortestTrip = SHORTEST_NANOS;
    measured = false;
  }

  private void over(Ticket ticket) {
    flying -= ticket.bytes();
    requests--;
  }
}
