package io.strait.peers;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Runs another program's {@code main} in this JVM and ends the JVM when standard input ends, so
 * that a program that knows nothing of its starter does not outlive it.
 */
public final class Tethered {
  private static final int STARTER_GONE = 3;

  private Tethered() {}

  /**
   * Takes the name of the class with the {@code main}, then that program's own arguments.
   *
   * @throws ReflectiveOperationException when there is no such program, or it ends with an error
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread watch = new Thread(Tethered::endWithStarter, "watch-starter");
    watch.setDaemon(true);
    watch.start();
    Method program = Class.forName(arguments[0]).getMethod("main", String[].class);
    try {
      program.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void endWithStarter() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said on standard input; only its end counts.
      }
    } catch (IOException broken) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(STARTER_GONE);
  }
}
