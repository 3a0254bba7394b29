package io.strait.ops.cli;

import io.strait.ops.view.ExitCode;
import io.strait.replicator.mirror.adopt.MirrorMakerPlaces;
import io.strait.replicator.mirror.formats.ConnectOffset;
import io.strait.replicator.mirror.publish.MirrorMakerSettings;
import io.strait.replicator.mirror.publish.OwnTopics;
import io.strait.replicator.mirror.publish.Policies;
import io.strait.replicator.topology.Link;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a MirrorMaker 2 keeps its state. */
final class PlacesOptions {
  @Option(
      names = "--source-alias",
      paramLabel = "ALIAS",
      description =
          "The source's name in MirrorMaker 2's configuration (default: mirrorMaker.aliases, else the link's).")
  private String source;

  @Option(
      names = "--target-alias",
      paramLabel = "ALIAS",
      description = "The target's name there (default: likewise).")
  private String target;

  @Option(
      names = "--connector",
      paramLabel = "NAME",
      defaultValue = ConnectOffset.DEDICATED,
      description = "The name of its source connector (default: ${DEFAULT-VALUE}).")
  private String connector;

  @Option(
      names = "--offsets-topic",
      paramLabel = "TOPIC",
      description =
          "Kafka Connect's topic of source offsets on the target (default: mm2-offsets.<source>.internal).")
  private String offsetsTopic;

  @Option(
      names = "--connect-group",
      paramLabel = "GROUP",
      description = {
        "The group of its workers on the target; it must be empty. Default: <source>-mm2, but to be",
        "given together with --offsets-topic or --connector.",
        "'none' if the workers run other connectors too: then only that the mirrors stand still is",
        "looked at."
      })
  private String group;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for the group to be empty (default: ${DEFAULT-VALUE}).")
  private long seconds;

  Duration patience() {
    return Duration.ofSeconds(seconds);
  }

  MirrorMakerPlaces of(Link link, MirrorMakerSettings settings) {
    if (group == null && (offsetsTopic != null || !connector.equals(ConnectOffset.DEDICATED))) {
      throw new CommandFailure(
          ExitCode.USAGE_OR_CONFIG,
          "--connect-group is missing: a MirrorMaker 2 that runs as a connector has the group of its"
              + " workers (group.id in their configuration), and whether that is empty shows that it is"
              + " stopped; name it, or 'none' if the workers run other connectors too");
    }
    MirrorMakerSettings.Aliases known = OwnTopics.aliases(link, settings);
    String from = source == null ? known.source() : source;
    String to = target == null ? known.target() : target;
    MirrorMakerPlaces usual = MirrorMakerPlaces.dedicated(from, to);
    String syncs = Policies.offsetSyncsTopic(settings, new MirrorMakerSettings.Aliases(from, to));
    return new MirrorMakerPlaces(
        from,
        to,
        connector,
        offsetsTopic == null ? usual.offsetsTopic() : offsetsTopic,
        group == null ? usual.connectGroup() : group.equals("none") ? "" : group,
        Optional.of(syncs),
        settings.syncsOnSource());
  }
}
