package io.strait.ops.brokers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** kcat, on librdkafka. Logs in by PLAIN: its SCRAM does not get on with 4.3.1 brokers. */
record Kcat(Path folder) implements ForeignClient {
  @Override
  public String name() {
    return "kcat";
  }

  static boolean exists() {
    return Program.exists("kcat", "-V");
  }

  @Override
  public void produce(Place place, String topic, List<String> values) {
    String lines =
        String.join("\n", values.stream().map(value -> "k" + value + ":" + value).toList());
    List<String> command =
        command(place, "-P", "-t", topic, "-p", "0", "-K", ":", "-z", "lz4", "-H", "from=kcat");
    command.addAll(List.of("-X", "enable.idempotence=true", "-X", "message.timeout.ms=10000"));
    Program.run(command, folder, lines + "\n");
  }

  @Override
  public List<String> consume(Place place, String topic, String group, int count) {
    List<String> command = command(place, "-c", Integer.toString(count), "-f", "%s\\n");
    command.addAll(
        List.of("-X", "auto.offset.reset=earliest", "-X", "session.timeout.ms=10000", "-q"));
    // Everything behind -G and the group is a topic.
    command.addAll(List.of("-G", group, topic));
    return Program.run(command, folder, "").lines().toList();
  }

  private List<String> command(Place place, String... more) {
    List<String> command = new ArrayList<>(List.of("kcat", "-F", settings(place).toString()));
    command.addAll(List.of(more));
    return command;
  }

  /** A file, for it holds a password. */
  private Path settings(Place place) {
    String text =
        """
        bootstrap.servers=%s
        security.protocol=SASL_SSL
        sasl.mechanisms=PLAIN
        sasl.username=%s
        sasl.password=%s
        enable.ssl.certificate.verification=false
        """
            .formatted(place.bootstrap(), place.user(), place.password());
    try {
      Path file =
          Files.createTempFile(
              folder,
              "kcat",
              ".conf",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
