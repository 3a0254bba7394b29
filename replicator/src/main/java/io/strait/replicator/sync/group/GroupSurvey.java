package io.strait.replicator.sync.group;

import io.strait.replicator.offsets.Image;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * What one look at the groups of both sides found.
 *
 * @param groups by id
 * @param notes sentences about what was left alone
 */
public record GroupSurvey(List<Group> groups, List<String> notes) {
  /** Keeps copies. */
  public GroupSurvey {
    groups = List.copyOf(groups);
    notes = List.copyOf(notes);
  }

  /**
   * A group with a position on a topic of the link.
   *
   * @param id group id
   * @param source as the source has it
   * @param target as the target has it
   * @param positions by topic and partition
   */
  public record Group(String id, GroupSide source, GroupSide target, List<Position> positions) {
    /** Keeps a copy. */
    public Group {
      positions = List.copyOf(positions);
    }
  }

  /**
   * A group's position on one partition.
   *
   * @param partition on the source
   * @param mirror on the target
   * @param source where the group stands on the source
   * @param image where that is on the target; empty if it has no position or cannot be translated
   * @param target where the group stands on the target
   * @param metadata the consumer's own note on the source, or on the target where it moved there
   * @param mover who moved it last
   * @param verdict what becomes of it
   * @param equal whether both sides stand at the same record
   */
  public record Position(
      TopicPartition partition,
      TopicPartition mirror,
      OptionalLong source,
      Optional<Image> image,
      OptionalLong target,
      String metadata,
      Mover mover,
      Verdict verdict,
      boolean equal) {

    /**
     * By how many target offsets the group would go on too early (negative) or too late; empty
     * where no exact image or no position exists. Offsets without data count.
     */
    public OptionalLong error() {
      if (equal) {
        return OptionalLong.of(0);
      }
      return image.isPresent() && image.get().isExact() && target.isPresent()
          ? OptionalLong.of(target.getAsLong() - image.get().position())
          : OptionalLong.empty();
    }
  }
}
