package io.strait.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class StraitTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("everyCommand")
  void shouldExplainItselfAndItsExitCodesWhenAskedForHelp(List<String> command) {
    List<String> words = new ArrayList<>(command);
    words.add("--help");

    Ran ran = Ran.strait(words.toArray(String[]::new));

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("Usage: " + String.join(" ", withName(command)))
        .contains("Exit codes:", "4   inconclusive");
    assertThat(ran.err()).isEmpty();
  }

  static Stream<List<String>> everyCommand() {
    List<List<String>> found = new ArrayList<>();
    collect(Strait.line(), List.of(), found);
    return found.stream();
  }

  @Test
  void shouldDescribeOnlyTheCommandThatIsNamedFirst() {
    for (String name : Strait.line().getSubcommands().keySet()) {
      assertThat(Strait.line(name, "x").getSubcommands()).containsOnlyKeys(name);
    }
    assertThat(Strait.line("--debug", "link").getSubcommands()).containsKeys("link", "serve");
  }

  @Test
  void shouldOfferEveryCommandOfTheHouse() {
    assertThat(everyCommand().map(words -> String.join(" ", words)))
        .contains(
            "sandbox up",
            "serve",
            "link list",
            "link status",
            "link flow",
            "link pause",
            "link resume",
            "link apply",
            "link run",
            "plan",
            "memory",
            "metrics alerts",
            "verify",
            "migrate plan",
            "migrate start",
            "migrate status",
            "migrate switch",
            "migrate rollback",
            "migrate complete",
            "migrate abort",
            "journal show",
            "journal verify",
            "journal export",
            "config check",
            "runbook list",
            "runbook run");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config chek|strait: Unmatched argument at index 1: 'chek'",
        "''|strait: Missing command",
        "config|strait: Missing command",
        "config check --offlin|strait: Unknown option: '--offlin'",
        "sandbox up --brokers x|strait: Invalid value for option '--brokers'",
        "demo --rate abc|strait: Invalid value for option '--rate': 'abc' is not a whole number",
      })
  void shouldNameTheMistakeAndEndWith2WhenTheUsageIsWrong(String line, String message) {
    Ran ran = Ran.strait(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith(message).contains("--help'.").doesNotContain("\tat ");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void shouldNameTheReleasesWhenTheSandboxDoesNotKnowTheOneAsked() {
    Ran ran = Ran.strait("sandbox", "up", "--dir", folder.toString(), "--release", "2.0");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains("--release 2.0 is not one that the sandbox runs; there are 2.8.2, 3.3.2, 3.9.1");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldListEveryProblemOfTheFileWhenItIsWrong() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.yaml"), "version: 2\nlinks: 7\n");

    Ran ran = Ran.strait("config", "check", "--offline", "--config", file.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err().lines()).hasSize(3).allMatch(line -> line.startsWith("error: "));
  }

  @Test
  void shouldAcceptAGoodFileWhenOffline() throws IOException {
    Path file = goodFile("client.id: x");

    Ran ran = Ran.strait("config", "check", "--offline", "--config", file.toString());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("is good: 2 clusters, 1 links, 0 waves (not connected)");
  }

  @Test
  void shouldRefuseALiteralSecretWhenStrict() throws IOException {
    Path file = goodFile("ssl.truststore.password: hunter2");

    Ran lenient = Ran.strait("config", "check", "--offline", "--config", file.toString());
    Ran strict =
        Ran.strait("config", "check", "--offline", "--strict", "--config", file.toString());

    assertThat(lenient.code()).isZero();
    assertThat(lenient.err()).startsWith("warning: ").contains("holds a secret in plain text");
    assertThat(strict.code()).isEqualTo(2);
    assertThat(lenient.err() + strict.err()).doesNotContain("hunter2");
  }

  @Test
  void shouldReportAllUnreachableClustersWhenNothingListens() throws IOException {
    Path file = goodFile("client.id: x");

    Ran ran = Ran.strait("config", "check", "--config", file.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains(
            "error: clusters.east.bootstrap: cannot be reached: 127.0.0.1:1: connection refused")
        .contains(
            "error: clusters.west.bootstrap: cannot be reached: 127.0.0.1:2: connection refused")
        .contains("Check the addresses");
  }

  @Test
  void shouldNotOverwriteAForeignConfigurationWhenASandboxStarts() throws IOException {
    Files.writeString(folder.resolve("strait.yaml"), "version: 1\n");

    Ran ran = Ran.strait("sandbox", "up", "--dir", folder.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("was not written by a sandbox").contains("--dir");
  }

  @Test
  void shouldNotDeleteForeignDataWhenASandboxStarts() throws IOException {
    Path precious = Files.createDirectory(folder.resolve("data")).resolve("precious");
    Files.writeString(precious, "x");

    Ran ran = Ran.strait("sandbox", "up", "--dir", folder.toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("was not made by a sandbox and would be deleted");
    assertThat(precious).exists();
  }

  @Test
  void shouldRunARunbookAndEndWith3WhenACommandEndsDifferently() throws IOException {
    Path good = runbook("strait --version\n");
    Path bad = runbook("strait --version\n# exit 3\n");

    Ran passed = Ran.strait("runbook", "run", good.toString());
    Ran failed = Ran.strait("runbook", "run", bad.toString());

    assertThat(passed.code()).isZero();
    assertThat(passed.out()).contains("> strait --version", "every command ended as it should");
    assertThat(failed.code()).isEqualTo(3);
    assertThat(failed.err()).contains("ended with exit code 0 instead of 3");
  }

  @Test
  void shouldRunOnlyTheNamedSectionWhenOneIsNamed() throws IOException {
    Path book = twoSections();

    Ran ran = Ran.strait("runbook", "run", book.toString(), "--section", "Second");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("[1/1] Second").doesNotContain("First");
  }

  @Test
  void shouldListTheHeadingsAndRunNothingWhenASectionIsUnknown() throws IOException {
    Path book = twoSections();

    Ran ran = Ran.strait("runbook", "run", book.toString(), "--section", "Third");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("'Third'; headings with commands are: First, Second");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void shouldRefuseAnOutputThatCannotBeWrittenBeforeAnyWork() throws IOException {
    String config = goodFile("client.id: x").toString();
    String out = folder.toString();

    Ran demo = Ran.strait("demo", "--report", out);
    Ran verify = Ran.strait("verify", "--config", config, "--link", "l", "--report", out);
    Ran export = Ran.strait("journal", "export", "--config", config, "--out", out);

    assertThat(List.of(demo, verify, export))
        .allSatisfy(
            ran -> {
              assertThat(ran.code()).isEqualTo(2);
              assertThat(ran.err()).contains(out + ": is a folder; name a file in it");
            });
  }

  @Test
  void shouldDescribeEveryCommandByAWholeSentence() {
    assertThat(everyDescription()).allMatch(first -> first.endsWith(".") && first.length() <= 80);
  }

  @Test
  void shouldNameTheGivenFileWhenItIsNotYamlOrNotUtf8() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "a: [\n");
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', (byte) 0xe9});

    Ran yaml = Ran.strait("config", "check", "--offline", "--config", broken.toString());
    Ran text = Ran.strait("config", "check", "--offline", "--config", latin.toString());

    assertThat(yaml.err()).startsWith("error: " + broken).contains("is not YAML");
    assertThat(text.err()).startsWith("error: " + latin).contains("is not UTF-8 text");
    assertThat(text.code()).isEqualTo(2);
  }

  private static List<String> everyDescription() {
    List<String> found = new ArrayList<>();
    describe(Strait.line(), found);
    return found;
  }

  private static void describe(CommandLine line, List<String> found) {
    line.getSubcommands()
        .values()
        .forEach(
            child -> {
              found.add(child.getCommandSpec().usageMessage().description()[0]);
              describe(child, found);
            });
  }

  private Path twoSections() throws IOException {
    String command = "```sh\nstrait --version\n```\n";
    return Files.writeString(
        folder.resolve("two.md"), "# Book\n## First\n" + command + "## Second\n" + command);
  }

  private Path runbook(String commands) throws IOException {
    Path file = Files.createTempFile(folder, "book", ".md");
    return Files.writeString(file, "# Book\n```sh\n" + commands + "```\n");
  }

  private Path goodFile(String property) throws IOException {
    return Files.writeString(
        folder.resolve("strait.yaml"),
        """
        version: 1
        clusters:
          east: {bootstrap: '127.0.0.1:1', properties: {%s}}
          west: {bootstrap: '127.0.0.1:2'}
        links: [{name: l, source: east, target: west, topics: [t]}]
        """
            .formatted(property));
  }

  private static void collect(CommandLine line, List<String> path, List<List<String>> found) {
    found.add(path);
    line.getSubcommands()
        .forEach(
            (name, child) -> {
              List<String> deeper = new ArrayList<>(path);
              deeper.add(name);
              collect(child, deeper, found);
            });
  }

  private static List<String> withName(List<String> command) {
    List<String> words = new ArrayList<>(List.of("strait"));
    words.addAll(command);
    return words;
  }
}
