package io.strait.sandbox.child;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a child process runs.
 *
 * @param java the program {@code java} of the JDK to run it on
 * @param classPath as {@code -cp} takes it
 * @param mainClass {@link BrokerMain} or {@link Tether}
 * @param arguments visible to every user of the machine
 * @param settings told through a pipe, passwords included
 */
public record ChildProgram(
    Path java,
    String classPath,
    String mainClass,
    List<String> arguments,
    Map<String, String> settings) {

  /** Copies what could change. */
  public ChildProgram {
    arguments = List.copyOf(arguments);
    settings = Map.copyOf(settings);
  }

  /** A Kafka node of the release that this JVM has on its own class path. */
  public static ChildProgram broker(Map<String, String> settings) {
    return new ChildProgram(
        ownJava(),
        System.getProperty("java.class.path"),
        BrokerMain.class.getName(),
        List.of(),
        settings);
  }

  /**
   * Somebody else's program, with nothing of this JVM's class path but {@link Tether}.
   *
   * @param classPath of that program
   * @param mainClass of that program
   * @param settingsFile where its settings go; not written when there are none
   * @param arguments for that program; {@link Tether#SETTINGS} stands for the file
   */
  public static ChildProgram foreign(
      Path java,
      String classPath,
      String mainClass,
      Path settingsFile,
      List<String> arguments,
      Map<String, String> settings) {
    List<String> all = new ArrayList<>(List.of(mainClass, settingsFile.toString()));
    all.addAll(arguments);
    return new ChildProgram(
        java, ownClasses() + File.pathSeparator + classPath, Tether.class.getName(), all, settings);
  }

  /** The JDK that runs this JVM. */
  public static Path ownJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static Path ownClasses() {
    CodeSource source = Tether.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the sandbox's own classes are at no path: " + source, e);
    }
  }

  List<String> command(List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(flags);
    command.add("-Dlogback.configurationFile=io/strait/sandbox/child/broker-logback.xml");
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(arguments);
    return command;
  }

  /** Without the settings, which hold passwords. */
  @Override
  public String toString() {
    return "ChildProgram[" + mainClass + " " + arguments + "]";
  }
}
