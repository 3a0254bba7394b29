package io.strait.replicator.mirror.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strait.replicator.progress.CopyCounts;
import io.strait.replicator.progress.Guard;
import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.OffsetMode;
import io.strait.replicator.progress.PartitionProgress;
import io.strait.replicator.progress.PartitionState;
import io.strait.replicator.topology.ClusterAlias;
import io.strait.replicator.topology.Link;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.topology.TopicMapping;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MirrorBeansTest {
  private static final String SOURCE =
      "kafka.connect.mirror:type=MirrorSourceConnector,source=A,target=B,topic=A.t,partition=3";
  private static final TopicPartition MIRROR = new TopicPartition("A.t", 3);

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();

  @Test
  void shouldShowFiguresByTheNamesOfMirrorMaker2() throws Exception {
    try (MirrorBeans beans = new MirrorBeans(server, "A", "B")) {
      beans.take(progress(100, 1_000, 7), 0);
      beans.take(progress(300, 5_000, 3), 2_000);

      assertThat(figure(SOURCE, "record-count")).isEqualTo(300);
      assertThat(figure(SOURCE, "record-rate")).isEqualTo(100);
      assertThat(figure(SOURCE, "byte-count")).isEqualTo(5_000);
      assertThat(figure(SOURCE, "byte-rate")).isEqualTo(2_000);
      assertThat(figure(SOURCE, "replication-latency-ms")).isEqualTo(3);
      assertThat(figure(SOURCE, "replication-latency-ms-min")).isEqualTo(3);
      assertThat(figure(SOURCE, "replication-latency-ms-max")).isEqualTo(7);
      assertThat(figure(SOURCE, "replication-latency-ms-avg")).isEqualTo(5);

      beans.take(progress(300, 5_000, 4), 90_000);
      assertThat(figure(SOURCE, "replication-latency-ms-max")).as("a minute later").isEqualTo(4);
    }
    assertThat(server.isRegistered(new ObjectName(SOURCE))).isFalse();
  }

  @Test
  void shouldNotInventWhatIsNotMeasured() {
    try (MirrorBeans beans = new MirrorBeans(server, "A", "B")) {
      beans.take(progress(1, 1, -1), 0);

      assertThatThrownBy(() -> figure(SOURCE, "record-age-ms"))
          .isInstanceOf(AttributeNotFoundException.class);
      assertThatThrownBy(() -> figure(SOURCE, "replication-latency-ms"))
          .isInstanceOf(AttributeNotFoundException.class);
    }
  }

  @Test
  void shouldShowCheckpointsPerGroupWhateverItIsCalled() throws Exception {
    try (MirrorBeans beans = new MirrorBeans(server, "A", "B")) {
      beans.checkpointed("app:1", MIRROR, 12, 0);
      beans.checkpointed("app:1", MIRROR, 20, 500);

      String name =
          "kafka.connect.mirror:type=MirrorCheckpointConnector,source=A,target=B,group="
              + ObjectName.quote("app:1")
              + ",topic=A.t,partition=3";
      assertThat(figure(name, "checkpoint-latency-ms")).isEqualTo(20);
      assertThat(figure(name, "checkpoint-latency-ms-avg")).isEqualTo(16);
    }
  }

  private double figure(String name, String attribute) throws Exception {
    return (double) server.getAttribute(new ObjectName(name), attribute);
  }

  private static LinkProgress progress(long records, long bytes, long delay) {
    PartitionProgress partition =
        new PartitionProgress(
            new TopicPartition("t", 3),
            MIRROR,
            PartitionState.RUNNING,
            OffsetMode.EXACT,
            "",
            Guard.ARMED,
            0,
            records,
            records,
            records,
            records,
            bytes,
            delay,
            CopyCounts.none(),
            Optional.empty());
    Link link =
        new Link(
            new LinkName("l"),
            new ClusterAlias("a"),
            new ClusterAlias("b"),
            List.of(new TopicMapping("t", "A.t")));
    return new LinkProgress(link, Instant.EPOCH, true, List.of(partition), Optional.empty());
  }
}
