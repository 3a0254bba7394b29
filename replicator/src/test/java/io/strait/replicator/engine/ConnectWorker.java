package io.strait.replicator.engine;

import io.strait.sandbox.KafkaCluster;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;

/**
 * Kafka's own distributed Connect worker in a process of its own, with nothing of Strait on its
 * class path: the connector comes from the unpacked zip on {@code plugin.path}.
 */
final class ConnectWorker implements HostContract.Worker {
  /** A value that only the worker's environment knows. */
  static final String SECRET = "only-in-the-environment-of-the-worker";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final Path log;
  private final int port;

  private ConnectWorker(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  static ConnectWorker start(Path folder, KafkaCluster home, String group) {
    try {
      int port = freePort();
      Path plugins = unpacked(folder);
      Path log = Files.createTempFile(folder, "worker", ".log");
      Path file = Files.createTempFile(folder, "worker", ".properties");
      Files.writeString(file, properties(home, group, port, plugins));
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-Dlogback.configurationFile=" + logging(folder),
              "-cp",
              classPathWithoutStrait(),
              "org.apache.kafka.connect.cli.ConnectDistributed",
              file.toString());
      builder.environment().put("STRAIT_TEST_SECRET", SECRET);
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new ConnectWorker(builder.start(), log, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path logging(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("worker-logback.xml"),
        "<configuration><appender name='out' class='ch.qos.logback.core.ConsoleAppender'><encoder>"
            + "<pattern>%d %-5level %logger{24} %msg %kvp%n%ex{6}</pattern></encoder></appender>"
            + "<root level='INFO'><appender-ref ref='out'/></root></configuration>");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String properties(KafkaCluster home, String group, int port, Path plugins)
      throws IOException {
    Properties all = new Properties();
    all.putAll(
        Map.of(
            "bootstrap.servers", home.bootstrap(),
            "group.id", "connect-" + group,
            "listeners", "http://127.0.0.1:" + port,
            "plugin.path", plugins.toString(),
            "plugin.discovery", "service_load",
            "key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
            "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
            "scheduled.rebalance.max.delay.ms", "1000",
            "session.timeout.ms", "6000",
            "heartbeat.interval.ms", "1500"));
    all.putAll(
        Map.of(
            "config.providers",
            "env",
            "config.providers.env.class",
            "org.apache.kafka.common.config.provider.EnvVarConfigProvider"));
    for (String topic : new String[] {"config", "offset", "status"}) {
      all.put(topic + ".storage.topic", group + "-" + topic);
      all.put(topic + ".storage.replication.factor", "1");
      all.put(topic + ".storage.partitions", "1");
    }
    all.remove("config.storage.partitions");
    StringWriter text = new StringWriter();
    all.store(text, null);
    return text.toString();
  }

  private static String classPathWithoutStrait() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("strait-") && !entry.contains("/target/"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static synchronized Path unpacked(Path folder) throws IOException {
    Path plugins = folder.resolve("plugins");
    if (Files.exists(plugins)) {
      return plugins;
    }
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(zip()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = plugins.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.write(file, ((InputStream) zip).readAllBytes());
        }
      }
    }
    return plugins;
  }

  private static Path zip() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.toString().matches(".*strait-kafka-connect-.*\\.zip"))
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("no connector zip in target; run 'package'"));
    }
  }

  /** Waits until the worker answers, then asks it. */
  HttpResponse<String> get(String path) {
    return ask(HttpRequest.newBuilder(uri(path)).GET());
  }

  HttpResponse<String> put(String path, String json) {
    return ask(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<String> ask(HttpRequest.Builder request) {
    return Awaitility.await("an answer of the worker; its log is " + log)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> client.send(request.build(), HttpResponse.BodyHandlers.ofString()),
            ConnectWorker::isConnects);
  }

  /** The server listens before Connect's pages are in it, and while the group is rebalanced. */
  private static boolean isConnects(HttpResponse<String> answer) {
    return answer.statusCode() < 500 && answer.statusCode() != 404 && answer.statusCode() != 409;
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
