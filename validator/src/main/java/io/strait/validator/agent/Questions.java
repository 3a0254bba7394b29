package io.strait.validator.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.digest.WindowGrid;
import io.strait.validator.relation.SourceTransactions.Suspect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Questions to an agent as JSON, both directions. Version {@value #VERSION}; every question names
 * it, and an agent refuses another.
 */
final class Questions {
  static final int VERSION = 1;
  static final int MOST_TOPICS = 1_000;
  private static final int LONGEST_TOPIC = 249;
  private static final long MOST_OFFSET = 1L << 60;

  private Questions() {}

  /** An empty question. */
  static ObjectNode empty() {
    return Fields.JSON.createObjectNode().put("v", VERSION);
  }

  /** A question about a partition. */
  static ObjectNode about(TopicPartition partition) {
    return empty().put("topic", partition.topic()).put("partition", partition.partition());
  }

  /** A question about a range under a seed. */
  static ObjectNode about(TopicPartition partition, OffsetRange range, long seed) {
    return about(partition).put("from", range.from()).put("to", range.to()).put("seed", seed);
  }

  static ObjectNode of(DigestTask task) {
    ObjectNode json = about(task.partition(), task.range(), task.seed());
    json.put("most", task.most());
    json.putObject("grid")
        .put("from", task.grid().range().from())
        .put("to", task.grid().range().to())
        .put("shift", task.grid().shift());
    if (task.numbering() instanceof Numbering.BySourceOffset by) {
      json.set("claim", RelationJson.of(by.relation()));
    } else if (task.numbering() instanceof Numbering.ByOrdinal by) {
      json.putObject("claim").put("kind", "order").put("first", by.first());
    }
    return json;
  }

  static ObjectNode nodes(String job, int level, List<Integer> nodes) {
    ObjectNode json = empty().put("job", job).put("level", level);
    numbers(json.putArray("nodes"), nodes);
    return json;
  }

  /** A question whether records were aborted. */
  static ObjectNode suspects(TopicPartition partition, List<Suspect> suspects, long seed) {
    ObjectNode json = about(partition).put("seed", seed);
    ArrayNode hashes = json.putArray("hashes");
    ArrayNode near = json.putArray("near");
    ArrayNode adjacent = json.putArray("adjacent");
    suspects.forEach(
        one -> {
          hashes.add(one.hash());
          near.add(one.near());
          adjacent.add(one.adjacent() ? 1 : 0);
        });
    return json;
  }

  static List<Suspect> suspects(Fields fields) {
    List<Long> hashes = fields.numbers("hashes", LogSide.MOST_SUSPECTS);
    List<Long> near = fields.numbers("near", LogSide.MOST_SUSPECTS);
    List<Long> adjacent = fields.numbers("adjacent", LogSide.MOST_SUSPECTS);
    if (near.size() != hashes.size() || adjacent.size() != hashes.size()) {
      throw new BadQuestion("'hashes', 'near' and 'adjacent' must be of the same length");
    }
    List<Suspect> suspects = new ArrayList<>();
    for (int i = 0; i < hashes.size(); i++) {
      if (near.get(i) < 0 || near.get(i) > MOST_OFFSET) {
        throw new BadQuestion("an offset is " + near.get(i) + ", but must be 0 to " + MOST_OFFSET);
      }
      suspects.add(new Suspect(hashes.get(i), near.get(i), adjacent.get(i) != 0));
    }
    return suspects;
  }

  static void numbers(ArrayNode array, Collection<? extends Number> numbers) {
    numbers.forEach(number -> array.add(number.longValue()));
  }

  /**
   * Opens a question.
   *
   * @throws BadQuestion if it is none, or of another version
   */
  static Fields read(byte[] body) {
    Fields fields = Fields.of(body);
    long version = fields.number("v", 0, Integer.MAX_VALUE);
    if (version != VERSION) {
      throw new BadQuestion(
          "this agent speaks version "
              + VERSION
              + " of the protocol, not "
              + version
              + "; let both ends run the same release");
    }
    return fields;
  }

  static TopicPartition partition(Fields fields) {
    return new TopicPartition(
        fields.text("topic", LONGEST_TOPIC),
        (int) fields.number("partition", 0, Integer.MAX_VALUE));
  }

  static OffsetRange range(Fields fields) {
    long from = fields.number("from", 0, MOST_OFFSET);
    return new OffsetRange(from, fields.number("to", from, MOST_OFFSET));
  }

  static long seed(Fields fields) {
    return fields.number("seed", Long.MIN_VALUE, Long.MAX_VALUE);
  }

  static DigestTask digest(Fields fields) {
    Fields grid = fields.object("grid");
    WindowGrid windows = new WindowGrid(range(grid), (int) grid.number("shift", 0, 40));
    grid.done();
    try {
      return new DigestTask(
          partition(fields),
          range(fields),
          windows,
          numbering(fields.object("claim")),
          fields.number("most", 1, Long.MAX_VALUE),
          seed(fields));
    } catch (IllegalArgumentException e) {
      throw new BadQuestion(e.getMessage());
    }
  }

  static List<String> topics(Fields fields) {
    return fields.texts("topics", MOST_TOPICS, LONGEST_TOPIC);
  }

  private static Numbering numbering(Fields claim) {
    if (!claim.text("kind", 16).equals("order")) {
      return new Numbering.BySourceOffset(RelationJson.read(claim));
    }
    long first = claim.number("first", 0, MOST_OFFSET);
    claim.done();
    return new Numbering.ByOrdinal(first);
  }
}
