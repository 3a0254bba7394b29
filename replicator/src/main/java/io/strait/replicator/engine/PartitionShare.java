package io.strait.replicator.engine;

/**
 * Which of a link's partitions an engine copies, when several engines share the link. Any thread.
 *
 * <p>Who gives partitions away and takes them is not the engine's affair; it promises only what a
 * hand-over needs: {@link LinkEngine#settled} tells from when on it writes nothing outside its
 * portion any more.
 */
public interface PartitionShare {
  /**
   * The place of the engine among those that share the link: one engine at a time works in a slot,
   * held by a lease of its own. Empty for the only engine of a link. Never changes.
   */
  String slot();

  /** What is the engine's now; the link's thread asks about ten times a second. */
  Portion current();

  /**
   * The engine just became the owner of the slot and is about to ask for its portion. Returns when
   * {@link #current} knows everything that was decided before this call.
   *
   * @throws RuntimeException if that cannot be known; the engine then tries again from the start
   */
  void refresh();

  /** All of them, for the only engine of a link. */
  static PartitionShare all() {
    return new PartitionShare() {
      @Override
      public String slot() {
        return "";
      }

      @Override
      public Portion current() {
        return Portion.ALL;
      }

      @Override
      public void refresh() {
        // It never changes.
      }
    };
  }
}
