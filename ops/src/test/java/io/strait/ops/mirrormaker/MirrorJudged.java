package io.strait.ops.mirrormaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.ops.cli.Strait;
import io.strait.replicator.cluster.Cluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What {@code strait verify} says of a mirror that MirrorMaker 2 made: its real defects, each
 * record that is there too often and each that was aborted, and nothing else.
 */
final class MirrorJudged {
  private MirrorJudged() {}

  /** Of the mirror, some records are repeats and some were aborted on the source. */
  static void asRepeating(
      Path config, Cluster source, Cluster target, Map<TopicPartition, TopicPartition> mirrors)
      throws Exception {
    JsonNode report = verify(config, "", 3);
    long surplus = 0;
    for (Map.Entry<TopicPartition, TopicPartition> one : mirrors.entrySet()) {
      surplus += MirrorMakerIT.read(target, one.getValue(), true).size();
      surplus -= MirrorMakerIT.read(source, one.getKey(), true).size();
    }
    String said = report.toString().substring(0, Math.min(5_000, report.toString().length()));
    assertThat(report.get("duplicates").asLong()).as(said).isPositive();
    assertThat(report.get("aborted_visible").asLong()).as(said).isPositive();
    assertThat(report.get("duplicates").asLong() + report.get("aborted_visible").asLong())
        .as(said)
        .isEqualTo(surplus);
    for (String code :
        List.of("missing", "reordered", "corrupt", "header", "timestamp", "foreign", "shifted")) {
      assertThat(report.get(code).asLong()).as(code + " in " + said).isZero();
    }
  }

  private static JsonNode verify(Path config, String topic, int code) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> words =
        new java.util.ArrayList<>(
            List.of("verify", "--link", "a-b", "--json", "--config", config.toString()));
    if (!topic.isEmpty()) {
      words.addAll(List.of("--topic", topic));
    }
    int ran =
        Strait.run(
            new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
    String said = out + "\n" + err;
    assertThat(ran).as(said.substring(0, Math.min(5_000, said.length()))).isEqualTo(code);
    return new JsonMapper().readTree(out.toString());
  }
}
