package io.strait.replicator.mirror;

import io.strait.replicator.wire.PlainHeader;
import io.strait.replicator.wire.PlainRecord;
import io.strait.replicator.wire.RecordEdit;
import io.strait.replicator.wire.RecordView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;

/** A chain of transforms over the records of one partition. One thread. */
final class TransformEdit implements RecordEdit {
  private static final long NO_TIMESTAMP = -1;

  private final String topic;
  private final int partition;
  private final List<TransformStage> stages;
  private final SimpleHeaderConverter converter = new SimpleHeaderConverter();

  TransformEdit(String topic, int partition, List<TransformStage> stages) {
    this.topic = topic;
    this.partition = partition;
    this.stages = List.copyOf(stages);
  }

  @Override
  public Edited edit(RecordView view) {
    PlainRecord before = view.copy();
    SourceRecord entry = asConnectHasIt(before, view.offset());
    SourceRecord after = entry;
    for (TransformStage stage : stages) {
      after = stage.apply(after);
      if (after == null) {
        return Drop.IT;
      }
      requireSamePlace(stage, after);
    }
    return after == entry && sameHeaders(before, after) ? Keep.AS_IS : new Replace(plain(after));
  }

  @Override
  public void close() {
    stages.forEach(TransformStage::close);
  }

  private SourceRecord asConnectHasIt(PlainRecord entry, long offset) {
    ConnectHeaders headers = new ConnectHeaders();
    for (PlainHeader header : entry.headers()) {
      headers.add(header.name(), header.value().orElse(null), Schema.OPTIONAL_BYTES_SCHEMA);
    }
    return new SourceRecord(
        Map.of("topic", topic, "partition", partition),
        Map.of("offset", offset),
        topic,
        partition,
        Schema.OPTIONAL_BYTES_SCHEMA,
        entry.key().orElse(null),
        Schema.OPTIONAL_BYTES_SCHEMA,
        entry.value().orElse(null),
        entry.timestamp() == NO_TIMESTAMP ? null : entry.timestamp(),
        headers);
  }

  private void requireSamePlace(TransformStage stage, SourceRecord entry) {
    boolean moved = entry.kafkaPartition() != null && entry.kafkaPartition() != partition;
    if (!topic.equals(entry.topic()) || moved) {
      throw new IllegalArgumentException(
          stage.type()
              + " sends a record of "
              + topic
              + "-"
              + partition
              + " to "
              + entry.topic()
              + "-"
              + entry.kafkaPartition()
              + "; a link keeps topics and partitions, so use a transform that leaves them alone");
    }
  }

  /** Some transforms change the headers of the very record that they are given. */
  private static boolean sameHeaders(PlainRecord before, SourceRecord after) {
    int at = 0;
    for (Header header : after.headers()) {
      if (at == before.headers().size()
          || !header.key().equals(before.headers().get(at).name())
          || header.value() != before.headers().get(at).value().orElse(null)) {
        return false;
      }
      at++;
    }
    return at == before.headers().size();
  }

  private PlainRecord plain(SourceRecord entry) {
    List<PlainHeader> headers = new ArrayList<>();
    for (Header header : entry.headers()) {
      headers.add(new PlainHeader(header.key(), Optional.ofNullable(headerBytes(header))));
    }
    return new PlainRecord(
        entry.timestamp() == null ? NO_TIMESTAMP : entry.timestamp(),
        Optional.ofNullable(bytes("key", entry.key())),
        Optional.ofNullable(bytes("value", entry.value())),
        headers);
  }

  private byte[] headerBytes(Header header) {
    return header.value() instanceof byte[] raw
        ? raw
        : converter.fromConnectHeader(topic, header.key(), header.schema(), header.value());
  }

  private static byte[] bytes(String what, Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof byte[] raw) {
      return raw;
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.duplicate().get(copy);
      return copy;
    }
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    throw new IllegalArgumentException(
        "the transforms leave a "
            + what
            + " of "
            + value.getClass().getName()
            + "; bytes or text can be written");
  }
}
