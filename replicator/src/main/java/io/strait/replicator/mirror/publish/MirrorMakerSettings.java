package io.strait.replicator.mirror.publish;

import io.strait.replicator.sync.select.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a link keeps of what MirrorMaker 2 would keep.
 *
 * @param checkpoints whether it writes checkpoints
 * @param heartbeats whether it writes heartbeats
 * @param offsetSyncs whether it writes offset syncs
 * @param jmx whether its figures are there under MirrorMaker 2's names
 * @param syncsOnSource whether offset syncs go to the source; to the target otherwise
 * @param every how often checkpoints and offset syncs are looked at
 * @param heartbeatsEvery how often a heartbeat is written
 * @param replicas of topics that must be made, as far as there are brokers
 * @param aliases the clusters' names in names and records; a link's own aliases if empty
 * @param groups whose positions are written
 * @param policy how topics are named
 */
public record MirrorMakerSettings(
    boolean checkpoints,
    boolean heartbeats,
    boolean offsetSyncs,
    boolean jmx,
    boolean syncsOnSource,
    Duration every,
    Duration heartbeatsEvery,
    int replicas,
    Optional<Aliases> aliases,
    Selection groups,
    PolicyChoice policy) {

  /** Nothing is kept. */
  public static MirrorMakerSettings none() {
    return new MirrorMakerSettings(
        false,
        false,
        false,
        false,
        true,
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        3,
        Optional.empty(),
        usualGroups(),
        PolicyChoice.usual());
  }

  /** Whether anything has to be done. */
  public boolean isAny() {
    return checkpoints || heartbeats || offsetSyncs || jmx;
  }

  /** Names of the two clusters, as MirrorMaker 2 was told them. */
  public record Aliases(String source, String target) {}

  /** Whose positions MirrorMaker 2 writes where nothing is said. */
  public static Selection usualGroups() {
    return new Selection(
        List.of(Pattern.compile(".*")),
        List.of(
            Pattern.compile("console-consumer-.*"),
            Pattern.compile("connect-.*"),
            Pattern.compile("__.*")));
  }

  /**
   * A replication policy by its class.
   *
   * @param type its full name
   * @param names whether it names the mirror topics too; otherwise only MirrorMaker 2's own topics
   * @param properties what it is configured with
   */
  public record PolicyChoice(String type, boolean names, Map<String, String> properties) {
    /** Keeps a copy. */
    public PolicyChoice {
      properties = Map.copyOf(properties);
    }

    /** MirrorMaker 2's own default. */
    public static PolicyChoice usual() {
      return new PolicyChoice(
          "org.apache.kafka.connect.mirror.DefaultReplicationPolicy", false, Map.of());
    }
  }
}
