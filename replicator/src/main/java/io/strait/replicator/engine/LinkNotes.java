package io.strait.replicator.engine;

import io.strait.replicator.topology.LinkName;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What the target keeps about a link.
 *
 * @param history the link's record and those before it
 * @param memory what its internal topics say
 */
record LinkNotes(LinkRegistry.History history, LinkMemory memory) {

  /** All of it in one reading; the topics must exist. */
  static LinkNotes read(TopicReader reader, LinkName link) {
    LinkRegistry.History history = LinkRegistry.history(link);
    InternalTopics.Gathering gathering = InternalTopics.gathering(link);
    Map<TopicPartition, Consumer<ConsumerRecord<byte[], byte[]>>> takers =
        new HashMap<>(gathering.takers());
    takers.putAll(history.takers());
    reader.read(takers);
    return new LinkNotes(history, gathering.memory());
  }
}
