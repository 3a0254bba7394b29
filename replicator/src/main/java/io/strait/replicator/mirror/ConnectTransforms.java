package io.strait.replicator.mirror;

import io.strait.replicator.engine.RecordTransforms;
import io.strait.replicator.wire.RecordEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs Kafka Connect's single message transforms, unchanged, on a link's records.
 *
 * <p>As in MirrorMaker 2, keys and values are bytes ({@code OPTIONAL_BYTES_SCHEMA} or none) and so
 * are header values; transforms that look into fields need records that they can take apart and
 * fail on bytes. What a transform returns as key or value must be bytes, a byte buffer, text
 * (written in UTF-8) or nothing; header values of other types are written as Connect's simple
 * header converter writes them. A record that a transform filters out is left out; a transform that
 * sends a record to another topic or partition is refused, because a mirror's partitions
 * correspond. Every partition has instances of its own. Any thread.
 */
public final class ConnectTransforms implements RecordTransforms {
  private final List<TransformSpec> specs;

  /**
   * Makes every transform once, to try its settings.
   *
   * @throws IllegalArgumentException if a class is missing, is none of Connect's transforms or
   *     predicates, or refuses its settings
   */
  public ConnectTransforms(List<TransformSpec> specs) {
    this.specs = List.copyOf(specs);
    this.specs.forEach(spec -> TransformStage.of(spec).close());
  }

  @Override
  public boolean concerns(String topic) {
    return specs.stream().anyMatch(spec -> spec.concerns(topic));
  }

  @Override
  public Optional<RecordEdit> open(String topic, int partition) {
    List<TransformStage> stages = new ArrayList<>();
    specs.stream()
        .filter(spec -> spec.concerns(topic))
        .forEach(spec -> stages.add(TransformStage.of(spec)));
    return stages.isEmpty()
        ? Optional.empty()
        : Optional.of(new TransformEdit(topic, partition, stages));
  }
}
