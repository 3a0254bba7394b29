package io.strait.migrator.run;

/** Kills the runner at one chosen place: the n-th boundary it comes to. */
final class Crash {
  /** Stands for SIGKILL: not an exception that anybody handles. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(String where) {
      super("killed at " + where);
    }
  }

  private int left;
  private int passed;

  /** Kills at boundary number {@code at}, counted from 0; never if negative. */
  Crash(int at) {
    this.left = at < 0 ? Integer.MAX_VALUE : at;
  }

  void boundary(String where) {
    passed++;
    if (left-- == 0) {
      throw new Killed(where);
    }
  }

  /** How many boundaries the run came to. */
  int passed() {
    return passed;
  }

  /** Kills again after this many more boundaries. */
  void again(int more) {
    left = more;
  }
}
