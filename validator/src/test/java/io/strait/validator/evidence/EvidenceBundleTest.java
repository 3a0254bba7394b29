package io.strait.validator.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strait.replicator.topology.OffsetRange;
import io.strait.replicator.topology.TopicMapping;
import io.strait.validator.check.Finding;
import io.strait.validator.check.FindingCode;
import io.strait.validator.digest.HeaderField;
import io.strait.validator.digest.LogRecord;
import io.strait.validator.log.LogBounds;
import io.strait.validator.log.LogView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceBundleTest {
  @TempDir Path folder;

  /** A FAKE log of ten records; the value of the sixth may be another. */
  private record Log(String sixth) implements LogView {
    @Override
    public LogBounds bounds() {
      return new LogBounds(0, 10, 10);
    }

    @Override
    public Iterator<LogRecord> read(OffsetRange range) {
      return LongStream.range(range.from(), Math.min(10, range.to()))
          .mapToObj(this::one)
          .iterator();
    }

    private LogRecord one(long n) {
      byte[] value = bytes(n == 6 ? sixth : "{\"n\": " + n + "}");
      return new LogRecord(
          n, 1_700_000_000_000L + n, null, value, List.of(new HeaderField("h", new byte[] {-1})));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Finding corrupt(String topic) {
    return new Finding(
        FindingCode.CORRUPT,
        TopicMapping.same(topic),
        2,
        6,
        OptionalLong.of(6),
        OptionalLong.of(6),
        "seen");
  }

  @Test
  void shouldShowBothRecordsTheFieldThatDiffersAndTheNeighbours() throws IOException {
    EvidenceBundle bundle =
        new EvidenceBundle(p -> new Log("{\"n\": 6}"), p -> new Log("{\"n\": 7}"));

    assertThat(bundle.write(folder.resolve("new"), List.of(corrupt("orders")))).isEqualTo(1);

    Path file = folder.resolve("new/0001-CORRUPT-orders-2@6.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    JsonNode node = new ObjectMapper().readTree(file.toFile());
    assertThat(node.at("/differing").toString())
        .isEqualTo(
            "[{\"field\":\"value\",\"source_bytes\":8,\"target_bytes\":8,"
                + "\"first_differing_byte\":6}]");
    assertThat(node.at("/source/value/json/n").asInt()).isEqualTo(6);
    assertThat(node.at("/target/value/hex").asText()).isEqualTo("7b226e223a20377d");
    assertThat(node.at("/source/key/absent").asBoolean()).isTrue();
    assertThat(node.at("/source/headers/0/value/hex").asText()).isEqualTo("ff");
    assertThat(node.at("/source/headers/0/value").has("text")).isFalse();
    assertThat(node.at("/source/timestamp_type").asText()).isEqualTo("CreateTime");
    assertThat(node.at("/target_neighbours")).hasSize(7);
  }

  @Test
  void shouldCutLongFieldsAndStayWithinBounds() throws IOException {
    EvidenceBundle bundle =
        new EvidenceBundle(p -> new Log("x".repeat(50_000)), p -> LogView.ABSENT);
    List<Finding> many = Collections.nCopies(EvidenceBundle.MOST_FILES + 50, corrupt("a"));

    assertThat(bundle.write(folder, many)).isEqualTo(EvidenceBundle.MOST_FILES);

    JsonNode node = bundle.tree(corrupt("a"));
    assertThat(node.at("/source/value/cut").asBoolean()).isTrue();
    assertThat(node.at("/source/value/hex").asText()).hasSize(2 * RecordView.MOST_BYTES);
    assertThat(node.get("target").isNull()).isTrue();
  }

  @Test
  void shouldNameFilesSafely() {
    assertThat(EvidenceBundle.name(7, corrupt("../../etc/pass wd")))
        .isEqualTo("0007-CORRUPT-.._.._etc_pass_wd-2@6.json");
    assertThat(EvidenceBundle.name(7, corrupt("a".repeat(249)))).hasSizeLessThan(140);
  }
}
