package io.strait.replicator.engine;

import io.strait.replicator.wire.Codec;
import io.strait.replicator.wire.RecordEdit;
import java.util.List;
import java.util.Optional;

/**
 * Changes that a link makes to records on the way.
 *
 * <p>A record is left out if an excluding filter holds for it, or if its topic has including ones
 * and none of them holds. What is left goes through the transforms. A record left out leaves an
 * offset without data, as compaction does.
 *
 * @param codec of what is written to the target, or empty to keep each batch's own
 * @param filters asked before the transforms, so they see records as the source has them
 * @param transforms what else is done to records
 * @param schemaIds which schema ids become others; last of all
 */
public record RecordRules(
    Optional<Codec> codec,
    List<RecordFilter> filters,
    RecordTransforms transforms,
    SchemaIdRule schemaIds) {
  /** Keeps a copy of the list. */
  public RecordRules {
    filters = List.copyOf(filters);
  }

  /** With schema ids as they are. */
  public RecordRules(
      Optional<Codec> codec, List<RecordFilter> filters, RecordTransforms transforms) {
    this(codec, filters, transforms, SchemaIdRule.none());
  }

  /** The same with schema ids that become others. */
  public RecordRules withSchemaIds(SchemaIdRule rule) {
    return new RecordRules(codec, filters, transforms, rule);
  }

  /** Records stay as they are. */
  public static RecordRules none() {
    return new RecordRules(Optional.empty(), List.of(), RecordTransforms.none());
  }

  /** Whether records of this source topic may be left out, so that offsets without data arise. */
  public boolean mayDrop(String topic) {
    return filters.stream().anyMatch(filter -> filter.concerns(topic))
        || transforms.concerns(topic);
  }

  /**
   * What is asked about every record of a partition, or empty if nothing is: then its batches pass
   * as they are. The caller closes it.
   *
   * @param topic source topic
   * @param partition its number
   */
  public Optional<RecordEdit> open(String topic, int partition) {
    List<RecordFilter> mine = filters.stream().filter(filter -> filter.concerns(topic)).toList();
    Optional<RecordEdit> transform = transforms.open(topic, partition);
    Optional<RecordEdit> changed = schemaIds.open(topic, transform);
    return mine.isEmpty() ? changed : Optional.of(new FilteredEdit(mine, changed));
  }
}
