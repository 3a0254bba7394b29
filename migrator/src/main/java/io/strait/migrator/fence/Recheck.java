package io.strait.migrator.fence;

import java.util.List;

/** Whether a proven fence still holds. */
public sealed interface Recheck {
  /**
   * It holds.
   *
   * @param atMillis epoch milliseconds of the check
   */
  record Holds(long atMillis) implements Recheck {}

  /**
   * It does not: the frontier is void. Prove again, or lift the fence and abort.
   *
   * @param reasons what changed
   */
  record Broken(List<String> reasons) implements Recheck {
    /** Copies the list. */
    public Broken {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * A broker could not be asked, so neither is known. Ask again before going on.
   *
   * @param reason who did not answer
   */
  record Unclear(String reason) implements Recheck {}
}
