package io.strait.replicator.mirror.adopt;

import io.strait.replicator.mirror.formats.ConnectOffset;
import java.util.Optional;

/**
 * Where a MirrorMaker 2 keeps its state; all of it on the target unless said otherwise.
 *
 * @param sourceAlias the source's name in its configuration
 * @param targetAlias the target's
 * @param connector the name of its source connector
 * @param offsetsTopic Kafka Connect's topic of source offsets
 * @param connectGroup the group of its Connect workers
 * @param syncsTopic its topic of offset syncs, if it keeps one
 * @param syncsOnSource whether that is on the source
 */
public record MirrorMakerPlaces(
    String sourceAlias,
    String targetAlias,
    String connector,
    String offsetsTopic,
    String connectGroup,
    Optional<String> syncsTopic,
    boolean syncsOnSource) {

  /** Those of dedicated mode, where nothing is said about them. */
  public static MirrorMakerPlaces dedicated(String sourceAlias, String targetAlias) {
    return new MirrorMakerPlaces(
        sourceAlias,
        targetAlias,
        ConnectOffset.DEDICATED,
        "mm2-offsets." + sourceAlias + ".internal",
        sourceAlias + "-mm2",
        Optional.of("mm2-offset-syncs." + targetAlias + ".internal"),
        true);
  }
}
