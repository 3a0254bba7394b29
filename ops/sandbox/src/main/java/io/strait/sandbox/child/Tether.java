package io.strait.sandbox.child;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;

/**
 * Runs somebody else's program, which knows nothing of the sandbox, and ends it with the parent.
 *
 * <p>It is put on the class path of that program, so it needs nothing but the JDK. Started by
 * {@link ChildJvm}, of no use by hand.
 */
public final class Tether {
  /** Stands for the settings' file among the program's arguments. */
  public static final String SETTINGS = "{settings}";

  private static final int OWN_ARGUMENTS = 2;

  private Tether() {}

  /**
   * Takes the program's main class, the file that shall hold its settings (they may be secret, so
   * only this user can read it) and the program's own arguments; answers before the program begins.
   *
   * @throws IOException when standard input breaks or the settings cannot be written
   * @throws ReflectiveOperationException when the class path has no such program
   */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    ParentPipe parent = new ParentPipe();
    Path file = Path.of(arguments[1]);
    write(parent.settings(), file);
    parent.endWithParent();
    String[] its =
        Arrays.stream(arguments)
            .skip(OWN_ARGUMENTS)
            .map(argument -> argument.equals(SETTINGS) ? file.toString() : argument)
            .toArray(String[]::new);
    Method program = Class.forName(arguments[0]).getMethod("main", String[].class);
    answers.println(ChildJvm.READY);
    try {
      program.invoke(null, (Object) its);
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    }
  }

  private static void write(Properties settings, Path file) throws IOException {
    Files.deleteIfExists(file);
    if (settings.isEmpty()) {
      return;
    }
    FileAttribute<?>[] ownerOnly =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (OutputStream out =
        Channels.newOutputStream(Files.newByteChannel(file, fresh, ownerOnly))) {
      settings.store(out, null);
    }
  }
}
