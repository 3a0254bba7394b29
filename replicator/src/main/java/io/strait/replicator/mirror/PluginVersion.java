package io.strait.replicator.mirror;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.connect.errors.ConnectException;

/** Which Strait this is, and which Kafka it needs around it. */
final class PluginVersion {
  private static final String OWN = "/io/strait/replicator/mirror/version.properties";
  private static final String KAFKA = "/kafka/kafka-version.properties";

  private PluginVersion() {}

  /** Version of Strait. */
  static String text() {
    return property(PluginVersion.class, OWN, "version");
  }

  /**
   * A worker gives every plugin its own kafka-clients, and the engine's wire protocol is built on
   * parts of it that change from one minor release to the next.
   *
   * @throws ConnectException if the worker's is another minor release than Strait's
   */
  static void requireMatchingWorker() {
    String needed = property(PluginVersion.class, OWN, "kafka");
    String found = property(Admin.class, KAFKA, "version");
    if (!minor(needed).equals(minor(found))) {
      throw new ConnectException(
          "this worker runs Kafka "
              + found
              + " but Strait "
              + text()
              + " needs a worker of Kafka "
              + minor(needed)
              + ".x; the clusters that it links may be of any release");
    }
  }

  private static String minor(String version) {
    String[] parts = version.split("\\.", 3);
    return parts.length < 2 ? version : parts[0] + "." + parts[1];
  }

  private static String property(Class<?> beside, String resource, String key) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty(key, "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + resource, e);
    }
  }
}
