package io.strait.sandbox.child;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Runs one Kafka node until told to end by SIGTERM (in good order) or by the end of its standard
 * input (at once). Started by {@link ChildJvm}, of no use by hand.
 */
public final class BrokerMain {
  private static final int FAILED_TO_START = 1;

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
    ParentPipe parent = new ParentPipe();
    Properties settings = parent.settings();
    parent.endWithParent();
    try {
      KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
      Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-broker"));
      server.startup();
      answers.println(ChildJvm.READY);
      server.awaitShutdown();
    } catch (RuntimeException e) {
      e.printStackTrace();
      answers.println(chain(e));
      Runtime.getRuntime().halt(FAILED_TO_START);
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
