package io.strait.replicator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.strait.replicator.cluster.ClusterSpec;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LinkEngineTest {
  private static final ClusterAlias EAST = new ClusterAlias("east");
  private static final ClusterAlias WEST = new ClusterAlias("west");
  private static final String THREAD = "strait-link-closed";

  @Test
  void shouldEndInTheMiddleOfACallToAnUnreachableCluster() {
    LinkEngine engine = engine();
    engine.start();
    Awaitility.await().until(LinkEngineTest::isWaitingForACall);
    long began = System.nanoTime();

    engine.close();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(thread()).isEmpty();
  }

  @Test
  void shouldNotClaimToHaveStoppedWhenTheWaitWasInterrupted() {
    LinkEngine engine = engine();
    engine.start();
    Awaitility.await().until(LinkEngineTest::isWaitingForACall);
    Thread.currentThread().interrupt();

    assertThatIllegalStateException()
        .isThrownBy(engine::close)
        .withMessageContaining("'closed'")
        .withMessageContaining("still runs");
    assertThat(Thread.interrupted()).isTrue();

    engine.close();
    assertThat(thread()).isEmpty();
  }

  private static LinkEngine engine() {
    return new LinkEngine(
        new Link(new LinkName("closed"), EAST, WEST, List.of(TopicMapping.same("orders"))),
        new ClusterSpec(EAST, "127.0.0.1:1", Map.of()),
        new ClusterSpec(WEST, "127.0.0.1:1", Map.of()),
        EngineOptions.defaults(),
        Clock.systemUTC());
  }

  private static boolean isWaitingForACall() {
    return thread().stream()
        .map(Thread::getStackTrace)
        .flatMap(Arrays::stream)
        .anyMatch(
            frame ->
                frame.getMethodName().equals("await") && frame.getClassName().endsWith(".Cluster"));
  }

  private static List<Thread> thread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(THREAD))
        .toList();
  }
}
