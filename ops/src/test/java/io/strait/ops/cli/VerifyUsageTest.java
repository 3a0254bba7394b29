package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify} and {@code explain} say without any cluster. */
class VerifyUsageTest {
  @TempDir Path folder;

  private static Ran verify(String... more) {
    List<String> words = new ArrayList<>(List.of("verify"));
    words.addAll(List.of(more));
    return Ran.strait(words.toArray(new String[0]));
  }

  private static Ran addressed(String... more) {
    List<String> words = new ArrayList<>(List.of(more));
    words.add("--no-state");
    return placed(words.toArray(new String[0]));
  }

  private static Ran placed(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--source-bootstrap",
                "127.0.0.1:1",
                "--target-bootstrap",
                "127.0.0.1:1",
                "--topic",
                "a"));
    words.addAll(List.of(more));
    return verify(words.toArray(new String[0]));
  }

  private static void refused(Ran ran, String... words) {
    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    assertThat(ran.err()).contains(words).doesNotContain("internal error");
  }

  @Test
  void shouldSayInWhichWaysSidesAreNamed() {
    refused(verify(), "one of three ways", "--link", "--source-bootstrap");
    refused(verify("--link", "a", "--source", "b"), "one of three ways");
    refused(verify("--source-bootstrap", "a:1", "--topic", "t"), "--target-bootstrap go together");
    refused(verify("--link", "a", "--source-config", "x"), "belong to --source-bootstrap");
  }

  @Test
  void shouldRefuseWrongWordsBeforeConnecting() {
    refused(addressed("--partitions", "orders"), "names no partitions", "orders:0,3-5");
    refused(addressed("--offsets", "orders@1..2"), "no range of offsets");
    refused(addressed("--from", "yesterday"), "--from", "no time with a zone");
    refused(
        addressed("--offsets", "a/0@1..2", "--until", "2026-01-02T03:04:05Z"),
        "cannot be combined");
    refused(addressed("--html", folder.toString()), "--html", "is a folder");
  }

  @Test
  void shouldRefuseOptionsThatWouldDoNothing() {
    String state = folder.resolve("state").toString();
    refused(addressed("--state", state), "--state", "contradicts --no-state");
    refused(addressed("--resume"), "--resume", "contradicts --no-state");
    refused(addressed("--mode", "since-last"), "--no-state does not keep");
    refused(placed("--mode", "sample", "--resume"), "--resume", "a sample is always drawn anew");
    refused(placed("--mode", "since-last", "--resume"), "always goes on with the last proof");
    refused(placed("--offsets", "a/0@1..2", "--state", state), "--state", "judged anew");
    refused(placed("--from", "2026-01-02T03:04:05Z", "--resume"), "--resume", "judged anew");
    refused(placed("--only", "groups", "--rate", "1MB"), "--rate", "--only leaves out");
    refused(placed("--performance", "--yes", "--rate", "1MB"), "--rate", "--performance");
    refused(placed("--performance", "--yes", "--with", "acls"), "--with", "run it apart");
    refused(placed("--at-most", "2"), "--at-most", "belongs to --performance");
  }

  @Test
  void shouldRefuseAPropertiesFileThatIsNotThere() {
    refused(
        addressed("--source-config", folder.resolve("none").toString()),
        "properties file",
        "cannot be read");
  }

  @Test
  void shouldListCodesAndExplainThem() {
    Ran list = Ran.strait("explain");
    assertThat(list.code()).isZero();
    assertThat(list.out()).contains("MISSING", "UNVERIFIABLE", "strait explain CODE");
    assertThat(Ran.strait("explain", "reordered").out()).contains("First things to do");
    assertThat(Ran.strait("explain", "modes").out()).contains("sample:", "Never says passed");
    Ran unknown = Ran.strait("explain", "MISING");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("Did you mean 'MISSING'?");
  }

  @Test
  void shouldWriteThePageOfFindings() throws IOException {
    Path page = Path.of("").toAbsolutePath().getParent().resolve("docs/findings.md");
    assertThat(Ran.strait("explain", "all", "--markdown").out()).isEqualTo(Files.readString(page));
  }
}
