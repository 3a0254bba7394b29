package io.strait.ops.slo;

import io.strait.validator.slo.ActionKind;
import java.util.Optional;

/** What a record of {@code strait.slo.<link>} is about; the text of its key. */
sealed interface SloKey {
  /**
   * Counts of one bucket.
   *
   * @param widthMillis of the bucket
   * @param bucket its number since 1970
   * @param writer who counted
   */
  record Bucket(long widthMillis, long bucket, String writer) implements SloKey {
    @Override
    public String text() {
      return "counts/" + widthMillis + "/" + bucket + "/" + writer;
    }
  }

  /** An action that was taken. */
  record Action(ActionKind kind) implements SloKey {
    @Override
    public String text() {
      return "action/" + kind.word();
    }
  }

  /** Somebody's grant. */
  record Given(String id) implements SloKey {
    @Override
    public String text() {
      return "grant/" + id;
    }
  }

  /** The partitions whose freshness is judged. */
  record Joined() implements SloKey {
    @Override
    public String text() {
      return "joined";
    }
  }

  /** The key itself. */
  String text();

  /** Reads a key; empty for one that a newer Strait or somebody else wrote. */
  static Optional<SloKey> of(String text) {
    String[] parts = text.split("/");
    try {
      return switch (parts[0] + parts.length) {
        case "counts4" ->
            Optional.of(new Bucket(Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]));
        case "action2" -> ActionKind.of(parts[1]).map(Action::new);
        case "grant2" -> Optional.of(new Given(parts[1]));
        case "joined1" -> Optional.of(new Joined());
        default -> Optional.empty();
      };
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
