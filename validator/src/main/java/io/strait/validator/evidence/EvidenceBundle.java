package io.strait.validator.evidence;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strait.replicator.cluster.ClusterException;
import io.strait.replicator.topology.OffsetRange;
import io.strait.validator.check.Finding;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogView;
import io.strait.validator.log.RangeGone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes, for each finding about records, one JSON file with both records whole (up to 16 KiB of a
 * field), which fields differ from which byte on, and the neighbours' metadata. Confined to one
 * thread.
 */
public final class EvidenceBundle {
  /** Files of one bundle at most. */
  public static final int MOST_FILES = 200;

  private static final int NEIGHBOURS = 3;
  private static final Set<PosixFilePermission> FOR_ITS_OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Function<TopicPartition, LogView> source;
  private final Function<TopicPartition, LogView> target;

  /** Reads logs by these; both are confined to the thread that writes. */
  public EvidenceBundle(
      Function<TopicPartition, LogView> source, Function<TopicPartition, LogView> target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Writes the files; those that are there already under the same names are replaced.
   *
   * @param folder made when it is not there, for its owner only
   * @return how many files were written
   * @throws IOException if one cannot be written
   */
  public int write(Path folder, List<Finding> findings) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    int written = 0;
    for (Finding finding : findings) {
      if (written == MOST_FILES) {
        return written;
      }
      written++;
      put(folder.resolve(name(written, finding)), tree(finding));
    }
    return written;
  }

  /** Topic names are legal in file names but may be long; what is not is replaced. */
  static String name(int number, Finding finding) {
    String topic = finding.topic().source().replaceAll("[^A-Za-z0-9._-]", "_");
    String brief = topic.length() > 100 ? topic.substring(0, 100) : topic;
    return String.format("%04d", number)
        + "-"
        + finding.code()
        + "-"
        + brief
        + "-"
        + finding.partition()
        + "@"
        + finding.divergesAt()
        + ".json";
  }

  ObjectNode tree(Finding finding) {
    ObjectNode node = JSON.createObjectNode();
    node.put("code", finding.code().name());
    node.put("topic", finding.topic().source()).put("target_topic", finding.topic().target());
    node.put("partition", finding.partition()).put("diverges_at", finding.divergesAt());
    node.put("evidence", finding.evidence());
    node.put("explanation", finding.explanation().orElse(null));
    LogView from = source.apply(new TopicPartition(finding.topic().source(), finding.partition()));
    LogView to = target.apply(new TopicPartition(finding.topic().target(), finding.partition()));
    OptionalLong sourceAt = place(finding.sourceOffset(), finding.divergesAt());
    OptionalLong targetAt =
        place(finding.targetOffset(), finding.sourceOffset().orElse(finding.divergesAt()));
    Optional<LogRecord> one = side(node, "source", from, finding.sourceOffset(), sourceAt);
    Optional<LogRecord> other = side(node, "target", to, finding.targetOffset(), targetAt);
    ArrayNode differing = node.putArray("differing");
    if (one.isPresent() && other.isPresent()) {
      Fields.differing(differing, one.get(), other.get());
    }
    return node;
  }

  private static OptionalLong place(OptionalLong offset, long otherwise) {
    return offset.isPresent() ? offset : OptionalLong.of(otherwise);
  }

  private static Optional<LogRecord> side(
      ObjectNode node, String name, LogView log, OptionalLong offset, OptionalLong around) {
    Optional<LogRecord> found = Optional.empty();
    node.putNull(name);
    ArrayNode neighbours = node.putArray(name + "_neighbours");
    try {
      long place = around.getAsLong();
      long start = Math.max(log.bounds().start(), place - NEIGHBOURS);
      Iterator<LogRecord> records =
          log.read(new OffsetRange(start, Math.max(start, place + NEIGHBOURS + 1)));
      while (records.hasNext()) {
        LogRecord record = records.next();
        neighbours.add(RecordView.brief(record));
        if (offset.isPresent() && record.offset() == offset.getAsLong()) {
          node.set(name, RecordView.whole(record));
          found = Optional.of(record);
        }
      }
    } catch (RangeGone | ClusterException unread) {
      node.put(name + "_unread", unread.getMessage());
    }
    return found;
  }

  private static void put(Path file, ObjectNode tree) throws IOException {
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    Files.deleteIfExists(file);
    Files.createFile(file, PosixFilePermissions.asFileAttribute(FOR_ITS_OWNER));
    Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
  }
}
