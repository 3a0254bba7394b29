package io.strait.ops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.LinkName;
import io.strait.validator.contract.Contract.Placement;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyReaderTest {
  private static final LinkName LINK = new LinkName("east-west");
  private static final ConfigText GOOD =
      ConfigText.GOOD.with(
          "    topics: [flights]\n",
          """
              topics: [flights]
              verify:
                offsets: order
                ignoreHeaders: ["__mm2.*", "hop"]
                timestamps: kept
                partitions: by-key
                schemaIds: {1: 3, 2: 4}
          """);

  @Test
  void shouldReadEveryKey() {
    VerifySettings read = GOOD.parse().settings(LINK).verify();

    assertThat(read.offsets()).isEqualTo(VerifySettings.Offsets.ORDER);
    assertThat(read.ignoreHeaders()).extracting(Pattern::pattern).containsExactly("__mm2.*", "hop");
    assertThat(read.timestamps()).isEqualTo(VerifySettings.Timestamps.KEPT);
    assertThat(read.partitions()).isEqualTo(Placement.BY_KEY);
    assertThat(read.schemaIds()).isEqualTo(VerifySettings.SchemaIds.LISTED);
    assertThat(read.idMap()).isEqualTo(Map.of(1, 3, 2, 4));
  }

  @Test
  void shouldClaimWhatTheLinkItselfSaysWhenNothingIsDeclared() {
    assertThat(ConfigText.GOOD.parse().settings(LINK).verify())
        .isEqualTo(VerifySettings.defaults());
  }

  @Test
  void shouldTakeAWordForSchemaIds() {
    assertThat(GOOD.with("{1: 3, 2: 4}", "same").parse().settings(LINK).verify().schemaIds())
        .isEqualTo(VerifySettings.SchemaIds.SAME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "offsets: order          | offsets: shifted        | must be one of auto, equal, mapped, order",
        "timestamps: kept        | timestamps: never       | must be one of auto, kept, ignored",
        "partitions: by-key      | partitions: by_key      | must be one of same, by-key",
        "schemaIds: {1: 3, 2: 4} | schemaIds: {1: x}       | both must be ids",
        "schemaIds: {1: 3, 2: 4} | schemaIds: mapped       | must be auto, same or ids",
        "'\"hop\"'               | '\"(\"'                 | is no regular expression",
        "offsets: order          | offset: order           | verify.offset",
      })
  void shouldSayWhatIsWrong(String good, String bad, String complaint) {
    assertThat(GOOD.with(good.strip(), bad.strip()).complaints())
        .anyMatch(one -> one.contains(complaint));
  }
}
