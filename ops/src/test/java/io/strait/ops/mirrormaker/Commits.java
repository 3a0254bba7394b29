package io.strait.ops.mirrormaker;

import io.strait.replicator.cluster.Cluster;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What MirrorMaker 2 has committed, in Kafka Connect's topic of offsets. */
final class Commits {
  private Commits() {}

  /**
   * Takes back what was committed last, as if MirrorMaker 2 had been killed before: when exactly it
   * commits is not for a test to say.
   */
  static void takeBack(Cluster target, int records) throws Exception {
    Pattern offset = Pattern.compile("\\{\"offset\":(\\d+)}");
    try (Producer<byte[], byte[]> producer = target.producer(Map.of())) {
      for (int i = 0; i < 2; i++) {
        TopicPartition place = new TopicPartition("mm2-offsets.A.internal", i);
        Map<String, Long> latest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> entry : MirrorMakerIT.read(target, place, true)) {
          Matcher said = offset.matcher(MirrorMakerIT.value(entry));
          if (said.matches()) {
            latest.put(
                new String(entry.key(), StandardCharsets.UTF_8), Long.parseLong(said.group(1)));
          }
        }
        for (Map.Entry<String, Long> one : latest.entrySet()) {
          String before = "{\"offset\":" + (one.getValue() - records) + "}";
          producer
              .send(
                  new ProducerRecord<>(
                      place.topic(),
                      i,
                      one.getKey().getBytes(StandardCharsets.UTF_8),
                      before.getBytes(StandardCharsets.UTF_8)))
              .get();
        }
      }
    }
  }
}
