package io.strait.ops.view;

/** What every command of {@code strait} tells its caller by its exit code. */
public final class ExitCode {
  /** Done, or the verdict is passed. */
  public static final int PASSED = 0;

  /** A fault of Strait itself. */
  public static final int INTERNAL_ERROR = 1;

  /** The command line, the configuration or what it names is wrong, unreachable or not allowed. */
  public static final int USAGE_OR_CONFIG = 2;

  /** A verdict is failed, or a migration refused or lost what was asked. */
  public static final int FAILED = 3;

  /** Nothing is proved either way, for example because time ran out. */
  public static final int INCONCLUSIVE = 4;

  private ExitCode() {}
}
