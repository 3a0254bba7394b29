package io.strait.replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.cluster.FaultKind;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.sandbox.fake.FakeRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a FAKE registry, over real HTTP. */
class RegistryHttpTest {
  private static final SchemaText TEXT =
      new SchemaText(SchemaType.AVRO, "{\"type\":\"string\"}", List.of());
  private final FakeRegistry fake = FakeRegistry.start();

  @AfterEach
  void close() {
    fake.close();
  }

  private SchemaRegistry open(RegistryLogin login) {
    return Registries.open(
        new RegistrySpec(
            new ClusterAlias("west"),
            fake.url(),
            Optional.of(RegistryKind.CONFLUENT),
            login,
            "default",
            ""),
        Clock.systemUTC(),
        Duration.ofMillis(500));
  }

  @Test
  void shouldAskAgainWhenTheFaultIsTheServers() {
    SchemaRegistry registry = open(RegistryLogin.none());
    fake.faults().failNext(3);

    assertThat(registry.register("a", TEXT).id()).isEqualTo(1);
  }

  @Test
  void shouldGiveUpAfterABoundedNumberOfTries() {
    SchemaRegistry registry = open(RegistryLogin.none());
    int before = fake.requests();
    fake.faults().failNext(100);

    assertThatThrownBy(() -> registry.register("a", TEXT))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.kind()).isEqualTo(FaultKind.RETRIABLE))
        .hasMessageContaining("while registering a schema under 'a'")
        .hasMessageContaining("500/50001");
    assertThat(fake.requests() - before).isEqualTo(4);
  }

  @Test
  void shouldNotAskAgainWhenTheAnswerIsFinal() {
    SchemaRegistry registry = open(RegistryLogin.none());
    int before = fake.requests();

    assertThatThrownBy(() -> registry.softDelete(new SchemaKey("none", 1)))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.code()).isEqualTo(40401));
    assertThat(fake.requests() - before).isEqualTo(1);
  }

  @Test
  void shouldKeepToItsDeadlineWhenTheRegistryIsSlow() {
    SchemaRegistry registry = open(RegistryLogin.none());
    fake.faults().delay(Duration.ofSeconds(5));
    long begun = System.nanoTime();

    assertThatThrownBy(registry::read).hasMessageContaining("HttpTimeoutException");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void shouldSendItsLoginAndNeverShowIt() {
    fake.demand("Basic c3RyYWl0OnMzY3JldA==");
    assertThat(open(RegistryLogin.basic("strait", "s3cret")).read().versions()).isEmpty();

    assertThatThrownBy(() -> open(RegistryLogin.bearer("tok-3n")))
        .hasMessageContaining("401")
        .hasMessageContaining("registry.password")
        .message()
        .doesNotContain("tok-3n");
    assertThat(RegistryLogin.basic("strait", "s3cret").toString()).doesNotContain("s3cret");
  }

  @Test
  void shouldSayWhatToDoWhenNobodyListens() {
    URI url = fake.url();
    fake.close();

    assertThatThrownBy(
            () ->
                Registries.open(
                    RegistrySpec.open(new ClusterAlias("west"), url), Clock.systemUTC()))
        .hasMessageContaining("registry of cluster 'west' at " + url)
        .hasMessageContaining("is 'registry.url' right?");
  }
}
