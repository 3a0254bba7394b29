package io.strait.ops.config;

import io.strait.validator.contract.Contract.Placement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a link's copy is declared to be, where that cannot be seen from the link's own configuration
 * and notes, as for a copy that somebody else makes. Declarations are checked, never believed.
 *
 * @param offsets what is claimed about offsets
 * @param ignoreHeaders names of headers that the copy adds; each must match a whole name
 * @param timestamps whether they must be equal
 * @param partitions where records stand
 * @param schemaIds what becomes of schema ids
 * @param idMap id on the target by id at the source; empty unless {@code schemaIds} is LISTED
 */
public record VerifySettings(
    Offsets offsets,
    List<Pattern> ignoreHeaders,
    Timestamps timestamps,
    Placement partitions,
    SchemaIds schemaIds,
    Map<Integer, Integer> idMap) {

  /** Claims about offsets. */
  public enum Offsets {
    /** What the link's notes on the target say; only the order where there are none. */
    AUTO,
    /** Equal on both sides. */
    EQUAL,
    /** As in the link's offset maps. */
    MAPPED,
    /** Nothing but the order. */
    ORDER
  }

  /** Claims about timestamps. */
  public enum Timestamps {
    /** Equal, except where the target topic stamps append time. */
    AUTO,
    /** Equal, whatever the target topic does. */
    KEPT,
    /** Not judged. */
    IGNORED
  }

  /** Claims about schema ids. */
  public enum SchemaIds {
    /** Whatever has the same schema on the target, if both clusters have a registry. */
    AUTO,
    /** Equal on both sides. */
    SAME,
    /** As listed, and no others. */
    LISTED
  }

  /** Keeps copies. */
  public VerifySettings {
    ignoreHeaders = List.copyOf(ignoreHeaders);
    idMap = Map.copyOf(idMap);
  }

  /** What holds for a link about which the configuration says nothing. */
  public static VerifySettings defaults() {
    return new VerifySettings(
        Offsets.AUTO,
        List.of(),
        Timestamps.AUTO,
        Placement.SAME_PARTITION,
        SchemaIds.AUTO,
        Map.of());
  }
}
