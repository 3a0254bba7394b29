package io.strait.ops.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A good configuration, and what the loader says about a variation of it. */
record ConfigText(String text) {
  static final ConfigText GOOD =
      new ConfigText(
          """
          version: 1
          clusters:
            east:
              bootstrap: east-1:9092,east-2:9092
              properties:
                security.protocol: SASL_SSL
                sasl.mechanism: SCRAM-SHA-512
                sasl.jaas.config: 'x.ScramLoginModule required username="strait" password="${env:EAST_PW}";'
              cutover:
                sasl.jaas.config: 'x.ScramLoginModule required username="cut" password="${env:EAST_PW}";'
            west:
              bootstrap: 127.0.0.1:9093
              cutover:
                client.id: strait-cutover
          links:
            - name: east-west
              source: east
              target: west
              topics: [flights]
            - name: orders-only
              source: east
              target: west
              topics: [orders]
          waves:
            - name: orders
              link: orders-only
              topics: ["orders"]
              groups: [billing]
              principals: ['User:app']
              budgets:
                fence: 30s
          serve:
            port: 0
          """);

  ConfigText with(String old, String replacement) {
    if (!text.contains(old)) {
      throw new IllegalArgumentException("the text does not hold '" + old + "'");
    }
    return new ConfigText(text.replace(old, replacement));
  }

  StraitConfig parse() {
    return ConfigLoader.parse(text, Path.of("/etc/strait"), Map.of("EAST_PW", "s3cr3t"));
  }

  List<String> complaints() {
    try {
      return parse().warnings().stream().map(ConfigProblem::toString).toList();
    } catch (ConfigException e) {
      return e.problems().stream().map(ConfigProblem::toString).toList();
    }
  }
}
