package io.strait.sandbox;

import java.net.BindException;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node inside this JVM. Not safe for use by several threads. */
final class EmbeddedNode implements ClusterNode {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedNode.class);

  private final int id;
  private final Map<String, String> settings;
  private KafkaRaftServer server;

  EmbeddedNode(int id, Map<String, String> settings) {
    this.id = id;
    this.settings = Map.copyOf(settings);
  }

  @Override
  public void start() throws BindException {
    if (server != null) {
      throw new SandboxException("node " + id + " is already running; stop it first");
    }
    FatalFaults.keepThisJvmAlive();
    KafkaRaftServer starting = null;
    try {
      starting = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
      starting.startup();
      server = starting;
    } catch (RuntimeException e) {
      abandon(starting);
      throw explained(e);
    }
  }

  /** What a failed start leaves behind must not hold threads; its first failure is the news. */
  private void abandon(KafkaRaftServer starting) {
    if (starting == null) {
      return;
    }
    try {
      starting.shutdown();
      starting.awaitShutdown();
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("node", id)
          .setCause(e)
          .log("Broker did not stop after a failed start");
    }
  }

  private RuntimeException explained(RuntimeException failure) throws BindException {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException
          || String.valueOf(cause.getMessage()).contains("failed to bind")) {
        throw new BindException("node " + id + ": " + cause.getMessage());
      }
    }
    return new SandboxException("node " + id + " did not start: " + failure.getMessage(), failure);
  }

  @Override
  public void stop() {
    if (server == null) {
      return;
    }
    KafkaRaftServer stopping = server;
    server = null;
    stopping.shutdown();
    stopping.awaitShutdown();
  }

  @Override
  public void discard() {
    stop();
  }

  /**
   * A broker that meets a fatal fault ends its process, which here is the tests' or the demo's own.
   * The procedure is the JVM's, so it is replaced once, for good, before the first embedded start.
   */
  private static final class FatalFaults {
    static {
      Exit.setHaltProcedure(FatalFaults::refuse);
      Exit.setExitProcedure(FatalFaults::refuse);
    }

    private FatalFaults() {}

    static void keepThisJvmAlive() {
      // Loading the class has done it.
    }

    private static void refuse(int status, String message) {
      LOG.atError().addKeyValue("status", status).log("Embedded broker met a fatal fault");
      throw new IllegalStateException(
          "an embedded broker met a fatal fault and would have ended this JVM; see its log above");
    }
  }
}
