package io.strait.replicator.mirror.jmx;

import io.strait.replicator.progress.LinkProgress;
import io.strait.replicator.progress.PartitionProgress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MBeans of one link: {@code kafka.connect.mirror:type=MirrorSourceConnector} per partition and
 * {@code type=MirrorCheckpointConnector} per group and partition. One thread at a time.
 */
public final class MirrorBeans implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MirrorBeans.class);
  private static final String DOMAIN = "kafka.connect.mirror";

  private final MBeanServer server;
  private final String source;
  private final String target;
  private final Map<TopicPartition, Partition> partitions = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final Set<ObjectName> registered = new HashSet<>();

  /**
   * Registers nothing yet.
   *
   * @param source the source's name in MirrorMaker 2's configuration
   * @param target the target's
   */
  public MirrorBeans(MBeanServer server, String source, String target) {
    this.server = server;
    this.source = source;
    this.target = target;
  }

  private record Partition(Figures figures, Samples records, Samples bytes, Samples delays) {}

  private record Group(Figures figures, Samples latency) {}

  /** Takes what the link says now; to be called about once a second. */
  public void take(LinkProgress progress, long nowMillis) {
    for (PartitionProgress one : progress.partitions()) {
      Partition known =
          partitions.computeIfAbsent(
              one.target(),
              partition -> {
                Figures figures = new Figures();
                register("MirrorSourceConnector", "", partition, figures);
                return new Partition(figures, new Samples(), new Samples(), new Samples());
              });
      known.records().add(nowMillis, one.recordsCopied());
      known.bytes().add(nowMillis, one.bytesCopied());
      known.figures().set("record-count", one.recordsCopied());
      known.figures().set("record-rate", known.records().perSecond());
      known.figures().set("byte-count", one.bytesCopied());
      known.figures().set("byte-rate", known.bytes().perSecond());
      if (one.delayMillis() >= 0) {
        known.delays().add(nowMillis, one.delayMillis());
        spread(known.figures(), "replication-latency-ms", known.delays());
      }
    }
  }

  /** A checkpoint of a group was stored so long after its position was read. */
  public void checkpointed(String group, TopicPartition mirror, long millis, long nowMillis) {
    Group known =
        groups.computeIfAbsent(
            group + " " + mirror,
            name -> {
              Figures figures = new Figures();
              register("MirrorCheckpointConnector", group, mirror, figures);
              return new Group(figures, new Samples());
            });
    known.latency().add(nowMillis, millis);
    spread(known.figures(), "checkpoint-latency-ms", known.latency());
  }

  private static void spread(Figures figures, String name, Samples samples) {
    figures.set(name, samples.last());
    figures.set(name + "-min", samples.min());
    figures.set(name + "-max", samples.max());
    figures.set(name + "-avg", samples.average());
  }

  private void register(String type, String group, TopicPartition partition, Figures figures) {
    try {
      ObjectName name = name(type, group, partition);
      server.registerMBean(figures, name);
      registered.add(name);
    } catch (InstanceAlreadyExistsException e) {
      log.atWarn()
          .addKeyValue("type", type)
          .addKeyValue("partition", partition)
          .log("Another link of this process shows its figures under this name already");
    } catch (JMException e) {
      log.atWarn().setCause(e).addKeyValue("partition", partition).log("No figures in JMX");
    }
  }

  private ObjectName name(String type, String group, TopicPartition partition)
      throws MalformedObjectNameException {
    return new ObjectName(
        DOMAIN
            + ":type="
            + type
            + ",source="
            + value(source)
            + ",target="
            + value(target)
            + (group.isEmpty() ? "" : ",group=" + value(group))
            + ",topic="
            + value(partition.topic())
            + ",partition="
            + partition.partition());
  }

  /** Quoted only where it must be, as Kafka's own reporter does it. */
  private static String value(String text) {
    return text.matches("[\\w\\-%. \\t]*") ? text : ObjectName.quote(text);
  }

  /** Nothing stays behind. */
  @Override
  public void close() {
    for (ObjectName name : registered) {
      try {
        server.unregisterMBean(name);
      } catch (JMException e) {
        log.atDebug().setCause(e).addKeyValue("name", name).log("MBean was gone already");
      }
    }
    registered.clear();
    partitions.clear();
    groups.clear();
  }
}
