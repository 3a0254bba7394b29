package io.strait.client;

/** What a switching client needs to know of the routes, and how it answers. */
interface RouteFeed extends AutoCloseable {
  /** The wave's route with the highest epoch so far; any thread. */
  Route current();

  /** Says from now on: everything of this client acts on this epoch; any thread, never waits. */
  void acknowledge(long epoch);

  /** Runs this, on the feed's own thread, after each change of {@link #current}. */
  void onChange(Runnable news);

  /** Says farewell, as far as a cluster answers within 2 s, and stops; no exception. */
  @Override
  void close();
}
