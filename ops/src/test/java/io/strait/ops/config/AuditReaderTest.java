package io.strait.ops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.strait.replicator.topology.LinkName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditReaderTest {
  private static ConfigText with(String audit) {
    return ConfigText.GOOD.with("serve:\n  port: 0", "serve:\n  port: 0\n" + audit);
  }

  @Test
  void shouldAuditNothingUnlessAskedTo() {
    assertThat(ConfigText.GOOD.parse().audit().links()).isEmpty();
  }

  @Test
  void shouldAuditAllLinksUnlessSomeAreNamed() {
    assertThat(with("audit: {from: latest}").parse().audit().links())
        .containsExactlyInAnyOrder(new LinkName("east-west"), new LinkName("orders-only"));
    assertThat(with("audit: {links: [east-west]}").parse().audit().links())
        .containsExactly(new LinkName("east-west"));
  }

  @Test
  void shouldReadEverythingAndShowNoPassword() {
    AuditSettings audit =
        with("audit: {every: 1s, grace: 3s, rate: 1MiB/s, range: 7, from: latest, window: 5m,"
                + " lateness: 30s, postgres: {url: 'jdbc:postgresql://db/audit', user: strait,"
                + " password: '${env:EAST_PW}'}}")
            .parse()
            .audit();

    assertThat(audit.options().every()).isEqualTo(Duration.ofSeconds(1));
    assertThat(audit.options().grace()).isEqualTo(Duration.ofSeconds(3));
    assertThat(audit.options().range()).isEqualTo(7);
    assertThat(audit.options().latest()).isTrue();
    assertThat(audit.options().rule().size()).isEqualTo(Duration.ofMinutes(5));
    assertThat(audit.options().rule().allowedLateness()).isEqualTo(Duration.ofSeconds(30));
    assertThat(audit.bytesPerSecond()).isEqualTo(1 << 20);
    assertThat(audit.postgres().orElseThrow().password()).isEqualTo("s3cr3t");
    assertThat(audit.toString()).doesNotContain("s3cr3t").contains("strait at jdbc");
  }

  @Test
  void shouldRefuseWhatItCannotMeanAndRepeatNoPassword() {
    assertThat(
            with("audit: {links: [east-wset], rate: fast, range: 0, window: 10ms, from: noon,"
                    + " evry: 1s, postgres: {url: 'jdbc:postgresql://u:hidden@db/audit', user: u,"
                    + " password: '${env:EAST_PW}'}}")
                .complaints())
        .anyMatch(one -> one.contains("audit.links[0]") && one.contains("east-west"))
        .anyMatch(one -> one.contains("audit.rate"))
        .anyMatch(one -> one.contains("audit.range"))
        .anyMatch(one -> one.contains("audit.window"))
        .anyMatch(one -> one.contains("audit.from"))
        .anyMatch(one -> one.contains("audit.evry"))
        .anyMatch(one -> one.contains("audit.postgres.url"))
        .noneMatch(one -> one.contains("hidden"));
  }
}
