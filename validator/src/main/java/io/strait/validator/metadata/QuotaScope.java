package io.strait.validator.metadata;

import io.strait.validator.check.Moved;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * Which quotas are judged, and what is declared about them.
 *
 * @param users what users of the source are called on the target
 * @param meant whether an entity is judged, by the names of the side that has it; Strait's own
 *     users are not
 * @param applied by {@code <entity text> <key>} as {@link QuotaDrift#name} writes it, the value
 *     that the link set last; empty where nothing is written down
 * @param unapplied who is named for a value that the link never set
 */
public record QuotaScope(
    UnaryOperator<String> users,
    Predicate<ClientQuotaEntity> meant,
    Optional<Map<String, Double>> applied,
    Moved unapplied) {
  /** A copy about which nothing is declared and nothing written down. */
  public static QuotaScope plain() {
    return new QuotaScope(
        UnaryOperator.identity(), entity -> true, Optional.empty(), Moved.UNKNOWN);
  }
}
