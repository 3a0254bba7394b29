package io.strait.sandbox.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Runs one Kafka node until told to end by SIGTERM (in good order) or by the end of its standard
 * input (at once). Started by {@link ChildJvm}, of no use by hand.
 */
public final class BrokerMain {
  /** Ends the settings on standard input. */
  static final String END_OF_SETTINGS = ".";

  /** The line on standard output that says: it serves. */
  static final String READY = "READY";

  private static final int FAILED_TO_START = 1;
  private static final int PARENT_GONE = 3;

  private BrokerMain() {}

  /**
   * Takes no arguments.
   *
   * @throws IOException when standard input breaks before the settings are complete
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    // Whatever else prints must not be taken for an answer, nor block on a pipe nobody reads.
    System.setOut(System.err);
    BufferedReader parent =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Properties settings = settings(parent);
    endWith(parent);
    try {
      KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
      Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-broker"));
      server.startup();
      answers.println(READY);
      server.awaitShutdown();
    } catch (RuntimeException e) {
      e.printStackTrace();
      answers.println(chain(e));
      Runtime.getRuntime().halt(FAILED_TO_START);
    }
  }

  private static Properties settings(BufferedReader parent) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = parent.readLine(); !END_OF_SETTINGS.equals(line); line = parent.readLine()) {
      if (line == null) {
        throw new IOException("settings ended early; this program is started by the sandbox only");
      }
      text.append(line).append('\n');
    }
    Properties settings = new Properties();
    settings.load(new StringReader(text.toString()));
    return settings;
  }

  private static void endWith(BufferedReader parent) {
    Thread watch =
        new Thread(
            () -> {
              awaitEnd(parent);
              Runtime.getRuntime().halt(PARENT_GONE);
            },
            "watch-parent");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEnd(BufferedReader parent) {
    try {
      while (parent.readLine() != null) {
        // The parent has nothing more to say; only the end of the stream matters.
      }
    } catch (IOException broken) {
      return;
    }
  }

  private static String chain(Throwable failure) {
    StringBuilder chain = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      chain.append(chain.isEmpty() ? "" : ": ").append(cause);
    }
    return chain.toString().replace('\n', ' ');
  }
}
