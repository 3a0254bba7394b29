package io.strait.validator.metadata;

import io.strait.validator.check.Moved;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Which schemas are judged, and what is declared about them.
 *
 * @param meant subjects of the source that are judged
 * @param naming what a subject is called on the target
 * @param idsKept whether ids are declared to be equal; else a schema may have another id there
 * @param applied names ({@code orders-value v3}) of the source's versions that the link put on the
 *     target; empty where nothing is written down
 * @param unapplied who is named where nothing is written down
 */
public record SchemaScope(
    Predicate<String> meant,
    UnaryOperator<String> naming,
    boolean idsKept,
    Optional<Set<String>> applied,
    Moved unapplied) {
  /** A copy about which nothing is declared and nothing written down. */
  public static SchemaScope plain(boolean idsKept) {
    return new SchemaScope(
        subject -> true, UnaryOperator.identity(), idsKept, Optional.empty(), Moved.UNKNOWN);
  }
}
