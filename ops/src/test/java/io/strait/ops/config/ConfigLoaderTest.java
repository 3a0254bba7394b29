package io.strait.ops.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.migrator.plan.Budgets;
import io.strait.migrator.plan.Wave;
import io.strait.replicator.topology.ClusterAlias;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {

  @Test
  void shouldReadEveryKeyWhenTheFileIsGood() {
    StraitConfig config = ConfigText.GOOD.parse();

    ClusterConfig east = config.cluster(new ClusterAlias("east"));
    assertThat(east.copying().bootstrap()).isEqualTo("east-1:9092,east-2:9092");
    assertThat(east.copying().properties().get("sasl.jaas.config"))
        .contains("username=\"strait\" password=\"s3cr3t\"");
    assertThat(east.cutover().orElseThrow().properties())
        .containsEntry("security.protocol", "SASL_SSL");
    assertThat(east.cutover().orElseThrow().properties().get("sasl.jaas.config"))
        .contains("username=\"cut\"");
    assertThat(config.links()).hasSize(2);
    Wave wave = config.wave("orders").orElseThrow();
    assertThat(wave.groups()).containsExactly("billing");
    assertThat(wave.principals()).containsExactly("User:app");
    assertThat(wave.budgets().fence()).isEqualTo(Duration.ofSeconds(30));
    assertThat(wave.budgets().hold()).isEqualTo(Budgets.defaults().hold());
    assertThat(config.identities().copying()).isEqualTo("User:strait");
    assertThat(config.identities().cutover()).isEqualTo("User:cut");
    assertThat(config.serve())
        .isEqualTo(new ServeConfig("127.0.0.1", 0, true, List.of(), Optional.empty()));
    assertThat(config.warnings()).isEmpty();
  }

  @Test
  void shouldListenOnLoopbackWhenServeIsAbsent() {
    StraitConfig config = ConfigText.GOOD.with("serve:\n  port: 0\n", "").parse();

    assertThat(config.serve()).isEqualTo(ServeConfig.DEFAULT);
    assertThat(config.serve().host()).isEqualTo("127.0.0.1");
  }

  @Test
  void shouldNeverShowASecretWhenPrinted() {
    assertThat(ConfigText.GOOD.parse().toString())
        .contains("sasl.jaas.config")
        .doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      version: 1                | version: 7           | version (line 1): is '7', but this Strait reads version 1. Write 'version: 1'
      version: 1                | vershun: 1           | version (line 1): is missing. Add 'version: ...' here
      version: 1                | vershun: 1           | vershun (line 1): is not a key that is known here. Did you mean 'version'?
      version: 1                | version:             | version (line 1): has no value. Give it one or remove the key
      link: orders-only         | link: [east-west]    | waves[0].link (line 26): is a list, but must be a single value that is not empty. Correct it
      topics: ["orders"]        | topics: orders       | waves[0].topics (line 27): is a single value, but must be a list (lines that start with '- '). Correct it
      `  port: 0`               | `  prot: 0`          | serve.prot (line 33): is not a key that is known here. Did you mean 'port'?
      `  port: 0`               | `  port: 99999`      | serve.port (line 33): is '99999', but a port is a number from 0 to 65535 (0 = any free one). Write for example 'port: 8230'
      `  port: 0`               | `  host: 192.0.2.1`  | serve.host (line 33): is '192.0.2.1', which other machines can reach, and the door has no TLS. Use 127.0.0.1, or add 'allowRemote: true' beside it when a firewall guards it
      `  port: 0`               | `  host: 999.1.1.1`  | serve.host (line 33): is '999.1.1.1', which cannot be resolved. Give an address of this machine, for example 127.0.0.1
      `  port: 0`               | `  memory: 1GiB`    | serve.memory (line 33): is '1GiB', which is no amount from 32MiB to 160MiB. Write for example 'memory: 64MiB'
      `  port: 0`               | `  memory: lots`    | serve.memory (line 33): is 'lots', which is no amount from 32MiB to 160MiB. Write for example 'memory: 64MiB'
      `  port: 0`               | `  allowRemote: yes` | serve.allowRemote (line 33): is 'yes', but must be true or false. Correct it
      bootstrap: 127.0.0.1:9093 | bootstrap: 127.0.0.1 | clusters.west.bootstrap (line 12): holds '127.0.0.1', which is not host:port with a port from 1 to 65535. Write host:port, several separated by commas
      bootstrap: 127.0.0.1:9093 | bootsrap: a:1        | clusters.west.bootstrap (line 11): is missing. Add 'bootstrap: ...' here
      `  west:`                 | `  WEST:`            | clusters.WEST (line 11): cluster alias 'WEST' is not legal: 1 to 63 characters of a-z, 0-9, '.', '_' or '-', starting with a letter or digit. Rename the cluster
      source: east              | source: eest         | links[0].source (line 17): is 'eest', which is not one of the clusters. Did you mean 'east'?
      target: west              | target: berlin       | links[0].target (line 18): is 'berlin', which is not one of the clusters. Legal here: east, west
      target: west              | target: east         | links[0].target (line 16): is 'east', the same as the source. Name two different clusters
      name: east-west           | name: East West      | links[0].name (line 16): link name 'East West' is not legal: 1 to 63 characters of a-z, 0-9, '.', '_' or '-', starting with a letter or digit. Rename the link
      topics: [flights]         | topics: ['fli*']     | links[0].topics[0] (line 19): is 'fli*', which is no topic name (1 to 249 of a-z A-Z 0-9 . _ -). List topics by their full names; regular expressions belong under 'patterns'
      topics: [flights]         | topics: [__offsets]  | links[0].topics[0] (line 19): is '__offsets', an internal topic. Remove it: internal topics are never mirrored
      topics: [flights]         | topics: [x, x]       | links[0].topics[1] (line 19): is 'x', which is mirrored onto 'west' already (links[0].topics[0]). Change or remove one of the two
      topics: [flights]         | topics: []           | links[0].topics (line 16): names no topic. Add 'topics: [name, ...]', or 'patterns: [regular expression, ...]'
      link: orders-only         | link: east-wets      | waves[0].link (line 26): is 'east-wets', which is not one of the links. Did you mean 'east-west'?
      topics: ["orders"]        | topics: [order]      | waves[0].topics[0] (line 27): is 'order', which link 'orders-only' does not mirror. Did you mean 'orders'?
      topics: ["orders"]        | topics: []           | waves[0].topics (line 25): names no topic. Add 'topics: [name, ...]'
      name: orders              | name: Orders         | waves[0].name (line 25): is 'Orders', which is not 1 to 63 of a-z 0-9 . _ -. Rename the wave
      'User:app'                | 'User:*'             | waves[0].principals[0] (line 29): is 'User:*', but must be User:name (and never User:*: it would stop the links too). Name each principal that writes or reads
      ['User:app']              | []                   | waves[0].principals (line 25): names nobody, so the fence would hold nobody. Add 'principals: [User:name, ...]' with everybody who writes the topics
      [billing]                 | [billing, billing]   | waves[0].groups[1] (line 28): is 'billing', a group that is taken (waves[0].groups[0]). Each group belongs to one wave
      fence: 30s                | maxLag: few          | waves[0].budgets.maxLag (line 31): is 'few', which is not a number of records. Write a whole number, 0 or more
      fence: 30s                | hold: 2m             | waves[0].budgets (line 30): budget hold PT2M is longer than fence PT1M; it is a part of it. Correct the budgets
      topics: [orders]          | topics: [orders, o2] | waves[0].topics (line 25): leaves out [o2] of link 'orders-only', which turns round as a whole. Add them, or give this wave a link of its own
      fence: 30s                | fence: soon          | waves[0].budgets.fence (line 31): is 'soon', which is not a positive duration. Write a number and a unit: 500ms, 30s, 5m or 1h
      client.id: strait-cutover | acks: 1              | clusters.west.cutover.acks (line 14): is decided by Strait and cannot be set. Remove it
      client.id: strait-cutover | bootstrap.servers: a | clusters.west.cutover.bootstrap.servers (line 14): does not belong into properties. Give it as 'bootstrap' of the cluster
      client.id: strait-cutover | sasl.mechansim: x    | clusters.west.cutover.sasl.mechansim (line 14): is not a property of kafka-clients. Did you mean 'sasl.mechanism'?
      ${env:EAST_PW}            | ${env:NOPE}          | clusters.east.properties.sasl.jaas.config (line 8): refers to the environment variable 'NOPE', which is not set. Set it for this process or use ${file:/path}
      ${env:EAST_PW}            | ${vault:x}           | clusters.east.properties.sasl.jaas.config (line 8): refers to '${vault:x}'. Write ${env:NAME} or ${file:/path}; nothing else is known
      ${env:EAST_PW}            | ${file:pw}           | clusters.east.properties.sasl.jaas.config (line 8): refers to the file '/etc/strait/pw', which cannot be read (there is no such file). Create it, or make it readable for this user
      security.protocol: SASL_SSL | security.protocol: SSL | clusters.east.properties (line 5): has sasl.jaas.config but security.protocol is 'SSL', so no credential would be sent. Set security.protocol to SASL_SSL or SASL_PLAINTEXT
      """)
  void shouldNameKeyLineValueRuleAndRemedyWhenSomethingIsWrong(
      String old, String replacement, String complaint) {
    List<String> complaints = ConfigText.GOOD.with(old, replacement).complaints();

    assertThat(complaints).contains("error: " + complaint);
  }

  @Test
  void shouldReportEverythingAtOnceWhenSeveralThingsAreWrong() {
    List<String> complaints =
        ConfigText.GOOD
            .with("source: east", "source: eest")
            .with("port: 0", "port: x")
            .with("fence: 30s", "fnece: 30s")
            .complaints();

    assertThat(complaints).hasSize(4);
    assertThat(complaints.get(0)).startsWith("error: links[0].source (line 17)");
  }

  @Test
  void shouldComplainAboutTheWaveWhenAClusterHasNoCutoverCredential() {
    List<String> complaints =
        ConfigText.GOOD.with("    cutover:\n      client.id: strait-cutover\n", "").complaints();

    assertThat(complaints)
        .containsExactly(
            "error: waves[0] (line 23): moves topics of cluster 'west', which has no cutover credential. "
                + "Add clusters.west.cutover with a credential that may ALTER the cluster");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "password=\"${env:EAST_PW}\";|password=\"${env:EAST_PW}\"|clusters.east.properties.sasl.jaas.config (line 5): does not end with ';' (value hidden)",
        "sasl.mechanism: SCRAM-SHA-512|ssl.protocol: ''|clusters.east.properties.ssl.protocol (line 7): is a single value",
        "security.protocol: SASL_SSL|security.protocol: SASL_SLL|clusters.east.properties.security.protocol (line 6): Invalid value SASL_SLL",
      })
  void shouldExplainWhenASecurityPropertyIsWrong(String old, String replacement, String complaint) {
    assertThat(ConfigText.GOOD.with(old, replacement).complaints())
        .anyMatch(line -> line.startsWith("error: " + complaint));
  }

  @Test
  void shouldReportOnlyTheReferenceWhenAWholeValueCannotBeResolved() {
    String whole = "'x.ScramLoginModule required username=\"strait\" password=\"${env:EAST_PW}\";'";

    assertThat(ConfigText.GOOD.with(whole, "${env:NOPE}").complaints())
        .singleElement()
        .asString()
        .contains("sasl.jaas.config (line 8)", "'NOPE', which is not set");
  }

  @Test
  void shouldAskForTheCredentialWhenSaslHasNone() {
    assertThat(
            ConfigText.GOOD
                .with("client.id: strait-cutover", "security.protocol: SASL_SSL")
                .complaints())
        .contains(
            "error: clusters.west.cutover (line 13): has security.protocol SASL_SSL but no sasl.jaas.config."
                + " Add sasl.jaas.config with the login module and its credential");
  }

  @Test
  void shouldWarnAndHideTheSecretWhenItIsWrittenIntoTheFile() {
    List<String> warnings = ConfigText.GOOD.with("${env:EAST_PW}", "hunter2").complaints();

    assertThat(warnings)
        .contains(
            "warning: clusters.east.properties.sasl.jaas.config (line 8): holds a secret in plain text."
                + " Move it out: ${file:/path} or ${env:NAME}");
    assertThat(warnings.toString()).doesNotContain("hunter2");
  }

  @Test
  void shouldWarnWhenAPropertyIsUnlikeAnyThatIsKnown() {
    assertThat(ConfigText.GOOD.with("client.id: strait-cutover", "my.own.plugin: x").complaints())
        .containsExactly(
            "warning: clusters.west.cutover.my.own.plugin (line 14): is not a property of kafka-clients"
                + " and is passed on as it is. Remove it unless a plug-in of yours reads it");
  }

  @Test
  void shouldReadTheSecretWhenItIsInAFileBesideTheConfiguration(@TempDir Path folder)
      throws Exception {
    Path secret = folder.resolve("pw");
    Files.writeString(secret, "fr0m-file\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    Path file = folder.resolve("strait.yaml");
    Files.writeString(file, ConfigText.GOOD.with("${env:EAST_PW}", "${file:pw}").text());

    StraitConfig config = ConfigLoader.load(file, Map.of());

    assertThat(
            config.cluster(new ClusterAlias("east")).copying().properties().get("sasl.jaas.config"))
        .contains("password=\"fr0m-file\";");
    assertThat(config.warnings())
        .hasSize(1)
        .allMatch(warning -> warning.remedy().equals("Run: chmod 600 " + secret));
  }

  @Test
  void shouldReadOneKeyWhenTheReferenceNamesIt(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("p.properties"), "a=1\npw=of\\=key\n");

    ConfigText found = ConfigText.GOOD.with("${env:EAST_PW}", "${file:" + file + ":pw}");
    ConfigText absent = ConfigText.GOOD.with("${env:EAST_PW}", "${file:" + file + ":px}");

    assertThat(
            found
                .parse()
                .cluster(new ClusterAlias("east"))
                .copying()
                .properties()
                .get("sasl.jaas.config"))
        .contains("password=\"of=key\";");
    assertThat(absent.complaints())
        .anyMatch(line -> line.contains("which has no key 'px'. Write the secret into it"));
  }

  @Test
  void shouldSaySoWhenASecretFileIsEmpty(@TempDir Path folder) throws Exception {
    Path secret = Files.createFile(folder.resolve("pw"));

    assertThat(ConfigText.GOOD.with("${env:EAST_PW}", "${file:" + secret + "}").complaints())
        .anyMatch(line -> line.contains("which is empty. Write the secret into it"));
  }

  @Test
  void shouldNameTheFileWhenItDoesNotExist(@TempDir Path folder) {
    Path file = folder.resolve("strait.yaml");

    assertThatThrownBy(() -> ConfigLoader.load(file, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "error: "
                + file
                + ": does not exist. Name the configuration with --config FILE;"
                + " 'strait sandbox up' writes one to start from");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: [1, 2|is not YAML: while parsing a flow sequence",
        "just words|holds a single value instead of keys",
        "'a: &x 1\nb: *x'|uses a YAML alias (*name)",
        "'version: 1\nversion: 1'|version (line 2): is given twice. Keep one of the two",
        "version: 1|clusters (line 1): names no cluster",
      })
  void shouldExplainWhenTheTextIsNotWhatIsExpected(String text, String complaint) {
    assertThat(new ConfigText(text.replace("\\n", "\n")).complaints())
        .anyMatch(line -> line.contains(complaint));
  }

  @Test
  void shouldAskForThePrincipalsWhenNoUserNameTellsThem() {
    String plain =
        ConfigText.GOOD
            .text()
            .replaceAll("(?m)^ +(security|sasl)\\..*\\n", "")
            .replace("      properties:\n", "")
            .replace("    cutover:\n  west:", "    cutover: {client.id: c}\n  west:")
            .replace("    properties:\n", "");

    assertThat(new ConfigText(plain).complaints())
        .containsExactly(
            "error: identities.copying: is not given and cannot be read from a user name in sasl.jaas.config."
                + " Add 'identities: {copying: User:name}' with the principal of that credential",
            "error: identities.cutover: is not given and cannot be read from a user name in sasl.jaas.config."
                + " Add 'identities: {cutover: User:name}' with the principal of that credential");
  }
}
