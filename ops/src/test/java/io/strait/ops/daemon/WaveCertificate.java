package io.strait.ops.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.strait.migrator.journal.EntryKind;
import io.strait.migrator.journal.JournalEntry;
import io.strait.ops.cli.Strait;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** The certificate of a wave that was really switched, issued as operators do. */
final class WaveCertificate {
  private final Path file;
  private final Path keys;

  private WaveCertificate(Path folder, String wave) {
    this.file = folder.resolve(wave + ".certificate");
    this.keys = folder.resolve("keys");
  }

  /** Issues it while the wave soaks. */
  static WaveCertificate issue(Path folder, Path config, String wave) {
    WaveCertificate certificate = new WaveCertificate(folder, wave);
    assertThat(run("certificate", "keygen", "--out", certificate.keys.toString()).code()).isZero();
    Ran issued =
        run(
            "certificate",
            "issue",
            "--wave",
            wave,
            "--key",
            certificate.keys.resolve("signing.key").toString(),
            "--out",
            certificate.file.toString(),
            "--config",
            config.toString());
    assertThat(issued.code()).as(issued.text()).isZero();
    return certificate;
  }

  /** What it says of the fence and the journal is what the journal says. */
  void assertTrueTo(List<JournalEntry> journal) throws Exception {
    JsonNode said = new JsonMapper().readTree(file.toFile()).path("certificate");
    int count = said.path("journal").path("entries").asInt();
    assertThat(journal.get(count - 1).hash()).isEqualTo(said.path("journal").path("head").asText());
    JournalEntry switched =
        journal.stream()
            .limit(count)
            .filter(one -> one.kind() == EntryKind.STATE && one.state().equals("SWITCHED"))
            .reduce((first, last) -> last)
            .orElseThrow();
    assertThat(said.path("journal").path("switched_hash").asText()).isEqualTo(switched.hash());
    JsonNode frontier = switched.data().path("evidence").path("frontier");
    assertThat(said.path("partitions")).hasSize(frontier.size());
    for (JsonNode one : said.path("partitions")) {
      String name = one.path("topic").asText() + "-" + one.path("partition").asInt();
      assertThat(one.path("frontier").asLong()).as(name).isPositive();
      assertThat(one.path("frontier").asLong()).isEqualTo(frontier.path(name).asLong(-1));
      assertThat(one.path("source").path("range").path(1)).isEqualTo(one.path("frontier"));
    }
    JournalEntry proved =
        journal.stream()
            .filter(one -> one.index() < switched.index() && one.step().equals("fence"))
            .filter(one -> one.kind() == EntryKind.OUTCOME && !one.state().startsWith("REV"))
            .filter(one -> one.data().path("result").asText().equals("passed"))
            .reduce((first, last) -> last)
            .orElseThrow();
    JsonNode fence = said.path("fence");
    assertThat(fence.path("proved_at").asText()).isEqualTo(proved.at().toString());
    assertThat(fence.path("proof")).isEqualTo(proved.data().path("evidence").path("proof"));
    assertThat(fence.path("proof").path("brokers").asInt()).isPositive();
  }

  private record Ran(int code, String text) {}

  private static Ran run(String... words) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    return new Ran(Strait.run(out, out, words), text.toString());
  }
}
